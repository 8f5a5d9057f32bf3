import type { Random } from '../random.ts';
import type { Vocabulary } from '../words/index.ts';
import { type Country, countries } from '../words/list.ts';
import { birthOf, nationalKindsOf, passwordOf, relationOf } from './attributes.ts';
import { nationalId } from './identifiers.ts';
import { cardNumber, ibanOf } from './payment.ts';
import type { Address, Entity, Person, Relation } from './person.ts';
import { phoneOf } from './phone.ts';
import { firmName, mailPart, publicIp, slug } from './surface.ts';

/** One legal entity in each country. */
export function entitiesOf(words: Vocabulary, random: Random): Entity[] {
  const root = random.pick(words.firmRoots);
  return countries.map((country, at) => {
    const trade = random.pick(words.firmTrades);
    const tld = { DE: 'de', FR: 'fr', IT: 'it', ES: 'es', GB: 'co.uk', US: 'com' }[country];
    return {
      id: `E${at + 1}`,
      name: `${root} ${trade} ${random.pick(words.country[country].forms)}`,
      country,
      domain: `${slug(root)}-${slug(trade)}.${tld}`,
      shared: random.sample(words.sharedMailboxes, 3),
    };
  });
}

/**
 * The people of the group, `count` of them. About one in ten lives in a family with a common name, address and
 * landline; one in fifty has a namesake with another birth date; one in twelve moved.
 */
export function populationOf(words: Vocabulary, entities: readonly Entity[], count: number, random: Random): Person[] {
  const maker = new PersonMaker(words, random);
  const people: Person[] = [];
  while (people.length < count) {
    const entity = random.pick(entities);
    const person = maker.make(entity, {});
    people.push(person);
    if (random.chance(0.04)) {
      for (let more = random.int(1, 3); more > 0 && people.length < count; more--) {
        people.push(maker.make(entity, { family: person.family, address: person.address, landline: person.landline }));
      }
    } else if (random.chance(0.02) && people.length < count) {
      people.push(maker.make(entity, { family: person.family, given: person.given, sex: person.sex }));
    }
  }
  return people;
}

class PersonMaker {
  readonly #words: Vocabulary;
  readonly #random: Random;
  readonly #mailboxes = new Set<string>();
  readonly #taken = new Set<string>();
  #serial = 0;

  constructor(words: Vocabulary, random: Random) {
    this.#words = words;
    this.#random = random;
  }

  make(entity: Entity, given: Partial<Pick<Person, 'family' | 'given' | 'sex' | 'address' | 'landline'>>): Person {
    const random = this.#random.fork(`person${++this.#serial}`);
    const country = given.address?.country ?? (random.chance(0.9) ? entity.country : random.pick(countries));
    const relation = relationOf(random);
    const sex = given.sex ?? random.pick(['female', 'male'] as const);
    const local = this.#words.country[country];
    const name = {
      given: given.given ?? this.#unusedGiven(local[sex], given, random),
      family: given.family ?? random.pick(local.family),
    };
    const works = relation.endsWith('employee') || relation === 'partner';
    const birth = birthOf(random, works ? 20 : 12, works ? 66 : 90);
    const address = given.address ?? this.#address(country, random);
    this.#taken.add(address.street + address.number + address.city + name.given);
    const mail = this.#mailbox(name, local.providers, random);
    const kinds = nationalKindsOf(country, random);
    const adult = 2025 - birth.year >= 18;
    const iban = adult ? ibanOf(country, random) : undefined;
    return {
      id: `P${String(this.#serial).padStart(5, '0')}`,
      entity,
      relation,
      country,
      sex,
      ...name,
      birth,
      address,
      ...(random.chance(0.08) && given.address === undefined ? { formerAddress: this.#address(country, random) } : {}),
      email: mail,
      ...(works ? { workEmail: this.#workMailbox(name, entity.domain) } : {}),
      mobile: phoneOf(country, 'mobile', random),
      landline: given.landline ?? phoneOf(country, 'landline', random),
      ...(adult ? { card: cardNumber(random) } : {}),
      ...(iban === undefined ? {} : { iban }),
      national: kinds.map((kind) => ({
        kind,
        value: this.#unused(() => nationalId(kind, { ...name, sex, birth }, random)),
      })),
      username: `${mailPart(name.given)[0]}${mailPart(name.family)}${random.int(1, 99)}`,
      password: passwordOf(random),
      localId: this.#localId(relation, entity, random),
      ip: publicIp(random),
      ...(random.chance(0.3) ? { employer: firmName(this.#words, random) } : {}),
    };
  }

  /** Members of a family have different given names. */
  #unusedGiven(list: readonly string[], family: { family?: string; address?: Address }, random: Random): string {
    if (family.address === undefined) return random.pick(list);
    const at = family.address.street + family.address.number + family.address.city;
    for (let attempt = 0; ; attempt++) {
      const name = random.pick(list);
      if (!this.#taken.has(at + name) || attempt > 40) {
        this.#taken.add(at + name);
        return name;
      }
    }
  }

  #unused(make: () => string): string {
    for (let attempt = 0; ; attempt++) {
      const value = make();
      if (!this.#taken.has(value) || attempt > 20) {
        this.#taken.add(value);
        return value;
      }
    }
  }

  #mailbox(name: { given: string; family: string }, providers: readonly string[], random: Random): string {
    const given = mailPart(name.given);
    const family = mailPart(name.family);
    const forms = [
      `${given}.${family}`,
      `${given}${family}`,
      `${given[0]}.${family}`,
      `${family}.${given}`,
      `${given}_${family}`,
      `${given}-${family}`,
    ];
    const local = random.pick(forms) + (random.chance(0.4) ? random.int(1, 99) : '');
    const domain = random.pick(providers);
    let box = `${local}@${domain}`;
    for (let at = 2; this.#mailboxes.has(box); at++) box = `${local}${at}@${domain}`;
    this.#mailboxes.add(box);
    return box;
  }

  #workMailbox(name: { given: string; family: string }, domain: string): string {
    const local = `${mailPart(name.given)}.${mailPart(name.family)}`;
    let box = `${local}@${domain}`;
    for (let at = 2; this.#mailboxes.has(box); at++) box = `${local}${at}@${domain}`;
    this.#mailboxes.add(box);
    return box;
  }

  #address(country: Country, random: Random): Address {
    const local = this.#words.country[country];
    const [city = '', pattern = '', region = ''] = random.pick(local.cities).split(';');
    const postcode = pattern
      .replaceAll('#', () => random.int(1, 9).toString())
      .replaceAll('@', () => random.chars('ABDEFGHJLNPQRSTUWXYZ', 1));
    const number = country === 'US' ? random.int(100, 9899) : random.int(1, 140);
    const letter = ['DE', 'GB', 'IT'].includes(country) && random.chance(0.1) ? random.pick(['a', 'b', 'c']) : '';
    return {
      street: random.pick(local.streets),
      number: `${number}${letter}`,
      postcode,
      city,
      region,
      country,
      spelled: random.pick(local.spelled),
    };
  }

  #localId(relation: Relation, entity: Entity, random: Random): Person['localId'] {
    const serial = String(10_000 + this.#serial * 3 + random.int(0, 2));
    const house = entity.id.slice(1);
    if (relation.endsWith('employee')) return { key: 'employeeNo', value: `${house}${serial}` };
    if (relation === 'prospect' || relation === 'partner') return { key: 'memberNo', value: `M${house}-${serial}` };
    return {
      key: 'customerNo',
      value: entity.country === 'DE' || entity.country === 'US' ? `${house}0${serial}` : `C${house}${serial}`,
    };
  }
}

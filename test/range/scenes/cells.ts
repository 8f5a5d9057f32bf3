import type { Element } from '../../../src/inspect/contract.ts';
import type { Cell, Item } from '../document.ts';
import { brokenCard, brokenIban, near, nearValue, uuid } from '../near/values.ts';
import { brokenId } from '../near/broken.ts';
import { passwordHash } from '../people/hashes.ts';
import { type Phone, writePhone } from '../people/phone.ts';
import { writeCard, writeIban } from '../people/payment.ts';
import type { Address, Person } from '../people/person.ts';
import { fullName, writeAddress, writeCity, writeDay, writeStreet } from '../people/surface.ts';
import type { Random } from '../random.ts';
import type { Vocabulary } from '../words/index.ts';
import type { HeaderKey, NationalKind } from '../words/headers/keys.ts';
import { letters, type Style } from './style.ts';

/** `streetName`: the street alone, with the house number in a column of its own. */
export type ColumnKey = HeaderKey | NationalKind | 'workEmail' | 'streetName';

/** Kind of element of each national identifier. */
const nationalElement: Record<NationalKind, Element> = {
  'us-ssn': 'social-security-id',
  'us-itin': 'tax-id',
  'gb-nino': 'social-security-id',
  'gb-nhs': 'health-id',
  'de-idnr': 'tax-id',
  'de-rvnr': 'social-security-id',
  'fr-nir': 'social-security-id',
  'fr-spi': 'tax-id',
  'it-cf': 'tax-id',
  'es-dni': 'national-id',
  'es-nie': 'national-id',
};

/** A true value. */
export function trueValue(element: Element, text: string, person: Person | null, scored = true): Item {
  return { text, element, person: person?.id ?? null, scored };
}

/** Makes the cells of one file: all follow its style. */
export class CellMaker {
  readonly style: Style;
  readonly #random: Random;
  readonly #words: Vocabulary;

  constructor(style: Style, random: Random, words: Vocabulary) {
    this.style = style;
    this.#random = random;
    this.#words = words;
  }

  /** The cell of this person in this column; empty where the person has nothing of the kind. */
  cell(key: ColumnKey, person: Person): Cell {
    const near = nearValue(key as HeaderKey, this.#random, this.#words, this.style.dates);
    if (key === 'organisation') return person.employer === undefined ? [] : [organisation(person.employer)];
    if (near !== undefined) return [near];
    const national = person.national.find((id) => id.kind === key);
    if (key in nationalElement) return national === undefined ? [] : [this.national(national, person)];
    const make = this.#makers[key];
    return make === undefined ? [] : make(person);
  }

  /** Like `cell`, but with a check that fails: what stands there is no identifier of anybody. Undefined without check. */
  broken(key: ColumnKey): Cell | undefined {
    if (key === 'card') return [near('card-check', brokenCard(this.#random))];
    if (key === 'iban') return [near('iban-check', brokenIban(this.#random))];
    return key in nationalElement ? [near('id-check', brokenId(key as NationalKind, this.#random))] : undefined;
  }

  name(person: Person, scored = true): Item {
    const { given, family } = person;
    const order = this.style.nameOrder;
    const text =
      order === 'given first'
        ? fullName(person)
        : order === 'family, given'
          ? `${family}, ${given}`
          : `${family} ${given}`;
    return trueValue('person-name', letters(text, this.style), person, scored);
  }

  mail(address: string, person: Person | null): Item {
    const { mails } = this.style;
    const capital = (part: string) =>
      part.replaceAll(/(^|[.])([a-z])/g, (_, gap: string, letter: string) => gap + letter.toUpperCase());
    const text =
      mails === 'upper'
        ? address.toUpperCase()
        : mails === 'capitalised'
          ? capital(address.split('@')[0] ?? '') + address.slice(address.indexOf('@'))
          : address;
    return trueValue('email', text, person);
  }

  phone(phone: Phone, person: Person | null): Item {
    const style = this.#random.pick(this.style.phones);
    // Nobody writes a number from abroad without its country code.
    const abroad = phone.country !== this.style.country && style.startsWith('national');
    return trueValue('phone', writePhone(phone, abroad ? 'international' : style), person);
  }

  national({ kind, value }: { kind: NationalKind; value: string }, person: Person): Item {
    const official =
      kind === 'fr-nir' ? value.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7') : value;
    return trueValue(
      nationalElement[kind],
      this.style.ids === 'official' ? official : value.replaceAll(/[ -]/g, ''),
      person,
    );
  }

  iban(person: Person): Item | undefined {
    return person.iban === undefined ? undefined : trueValue('iban', writeIban(person.iban, this.style.ibans), person);
  }

  card(person: Person): Item | undefined {
    return person.card === undefined
      ? undefined
      : trueValue('payment-card', writeCard(person.card, this.style.cards), person);
  }

  address(person: Person): Address {
    return this.style.age === 'old' ? (person.formerAddress ?? person.address) : person.address;
  }

  readonly #makers: Partial<Record<ColumnKey, (person: Person) => Cell>> = {
    fullName: (person) => [this.name(person)],
    givenName: (person) => [trueValue('person-name', letters(person.given, this.style), person)],
    familyName: (person) => [trueValue('person-name', letters(person.family, this.style), person)],
    birth: (person) => [
      { ...trueValue('date-of-birth', writeDay(person.birth, this.style.dates), person), day: person.birth },
    ],
    street: (person) => [trueValue('postal-address', letters(writeStreet(this.address(person)), this.style), person)],
    streetName: (person) => [trueValue('postal-address', letters(this.address(person).street, this.style), person)],
    houseNumber: (person) => [trueValue('postal-address', this.address(person).number, person, false)],
    fullAddress: (person) => {
      const address = this.address(person);
      const text =
        this.style.lines === 'multiple' ? `${writeStreet(address)}\n${writeCity(address)}` : writeAddress(address);
      return [trueValue('postal-address', letters(text, this.style), person)];
    },
    postcode: (person) => [trueValue('postal-address', this.address(person).postcode, person, false)],
    city: (person) => [trueValue('postal-address', letters(this.address(person).city, this.style), person, false)],
    region: (person) => [trueValue('postal-address', this.address(person).region, person, false)],
    country: (person) => [trueValue('postal-address', this.address(person).spelled, person, false)],
    email: (person) => [this.mail(person.email, person)],
    workEmail: (person) => [this.mail(person.workEmail ?? person.email, person)],
    phone: (person) => [this.phone(person.landline, person)],
    mobile: (person) => [this.phone(person.mobile, person)],
    card: (person) => present(this.card(person)),
    iban: (person) => present(this.iban(person)),
    ip: (person) => [trueValue('ip-address', person.ip, person)],
    username: (person) => [person.username],
    password: (person) => [trueValue('password', person.password, person)],
    hash: (person) => [trueValue('password-hash', passwordHash(person.id, this.#random), person)],
    customerNo: (person) => [person.localId.value],
    employeeNo: (person) => [person.localId.value],
    memberNo: (person) => [person.localId.value],
    patientNo: (person) => [`7${person.id.slice(1)}0`],
    gender: (person) => [this.#random.pick(genders[this.style.language][person.sex])],
    relation: (person) => [person.relation],
    status: () => [this.#random.pick(this.#words.statusWords)],
    quantity: () => [String(this.#random.int(1, 12))],
    note: () => [this.#note()],
  };

  #note(): string {
    const note = this.#random.pick(this.#words.noteWords);
    return this.style.lines === 'multiple' && this.#random.chance(0.3)
      ? `${note}\n"${this.#random.pick(this.#words.noteWords)}"`
      : note;
  }

  /** A session or record id, for places outside of tables. */
  uuid(): Item {
    return near('uuid', uuid(this.#random));
  }
}

const organisation = (text: string) => near('organisation', text);
const present = (item: Item | undefined): Cell => (item === undefined ? [] : [item]);

const genders = {
  en: { female: ['F', 'female', 'Mrs', 'Ms'], male: ['M', 'male', 'Mr'] },
  de: { female: ['w', 'Frau', 'weiblich'], male: ['m', 'Herr', 'männlich'] },
  fr: { female: ['Mme', 'F'], male: ['M.', 'H'] },
  it: { female: ['F', 'Sig.ra'], male: ['M', 'Sig.'] },
  es: { female: ['M', 'Sra.', 'Mujer'], male: ['H', 'Sr.', 'Hombre'] },
} as const;

/** Postcode and city on one line, as in letters. */
export function cityLine(person: Person): Item {
  return trueValue('postal-address', writeCity(person.address), person, false);
}

import type { Concept, Element, Fact, RecordDraft } from '../contract.ts';
import { elements } from '../contract.ts';
import { put16, put32, put48 } from './bytes.ts';
import { genderCode } from './gender.ts';
import { createItems } from './items.ts';
import type { Items } from './items.ts';
import { createKeyedHash, hashBytes, remembering, rememberingDays } from './keyed.ts';
import type { KeyedHash } from './keyed.ts';
import { ages, flags, head, identityBytes, tags } from './layout.ts';
import type { Tag } from './layout.ts';
import { createNameEncoder } from './name-parts.ts';
import {
  type NamePart,
  home,
  identifier,
  isRoleMailbox,
  mailbox,
  nameInMailbox,
  nameParts,
  subscriberNumber,
} from './normal.ts';
import { relationCode } from './relation.ts';
import type { Relation, Standing } from './relation.ts';

/** What a roster line says of a person besides the facts. */
export interface RosterFacts {
  readonly relation: Relation;
  readonly standing: Standing;
  readonly country?: string;
  readonly minor?: boolean;
}

export interface Encoder {
  /**
   * The record as keyed hashes (see layout.ts), `undefined` when nothing in it identifies a person: that takes a name,
   * an identifier of a person (official, local, user name, e-mail other than a role mailbox, telephone number, account,
   * card), or a birth date with an address. Contacts and accounts beside an organisation and no name are the
   * organisation's. Any number of records may be joined end to end.
   */
  encode(draft: RecordDraft): Uint8Array | undefined;
  /** The same for a line of a roster. */
  encodeRoster(draft: RecordDraft, roster: RosterFacts): Uint8Array | undefined;
}

export interface EncoderOptions {
  /** Day for which minors are told from adults, `YYYY-MM-DD`; without it nobody's age is known. */
  readonly asOf?: string;
}

/** Elements of concepts that are parts of one. */
const partOf: Partial<Record<Concept, Element>> = {
  'given-name': 'person-name',
  'family-name': 'person-name',
  street: 'postal-address',
  'house-number': 'postal-address',
  postcode: 'postal-address',
  city: 'postal-address',
};
const bitOf: ReadonlyMap<Concept, number> = new Map(elements.map((element, bit) => [element, 1 << bit]));

function elementBits(facts: readonly Fact[]): number {
  let bits = 0;
  for (const { concept } of facts) bits |= bitOf.get(partOf[concept] ?? concept) ?? 0;
  return bits;
}

/** The first value of each concept. */
function firstOf(facts: readonly Fact[]): Partial<Record<Concept, string>> {
  const said: Partial<Record<Concept, string>> = {};
  for (const { concept, value } of facts) said[concept] ??= value;
  return said;
}

/** The elements of a bit mask, in the order of the contract. */
export function elementsOf(bits: number): Element[] {
  return elements.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

/** Creates an encoder. `key`: 32 bytes; the same key everywhere within one run, or nothing joins. */
export function createEncoder(key: Uint8Array, { asOf }: EncoderOptions = {}): Encoder {
  const hash = createKeyedHash(key);
  const days = rememberingDays(hash, 'born');
  const tables = remembering(hash, 'table', 1000);
  const kinds = remembering(hash, 'kind', 1000);
  const encodeName = createNameEncoder(hash);
  const adultFrom = asOf === undefined ? undefined : `${Number(asOf.slice(0, 4)) - 18}${asOf.slice(4, 10)}`;
  const items = createItems();
  const table = new Uint8Array(hashBytes);
  const kind = new Uint8Array(hashBytes);
  const day = new Uint8Array(hashBytes);
  const record = new Uint8Array(head.bytes + 2 * identityBytes);

  const add = (tag: Tag, domain: string, value: string): void => hash(domain, value, items.bytes, items.open(tag));

  const tools: Tools = { add, hash, items, kinds, kind, table };

  const addDay = (born: string): void => {
    const exact = born.slice(0, 10);
    days(exact, day, 0);
    const at = items.open(tags.dateOfBirth);
    days(eitherOrder(exact), items.bytes, at);
    const known = exact.length === born.length;
    for (let byte = 0; byte < 4; byte += 1) items.bytes[at + 4 + byte] = known ? (day[byte] ?? 0) : 0;
  };

  const encode = (draft: RecordDraft, roster?: RosterFacts): Uint8Array | undefined => {
    const { facts, file, span } = draft;
    const said = firstOf(facts);
    items.clear();
    table.fill(0);
    if (draft.table !== undefined) tables('table', String(draft.table), table, 0);

    const parts = nameParts({ whole: wholeName(facts), given: said['given-name'], family: said['family-name'] });
    for (const part of parts) encodeName(part, items.bytes, items.open(tags.name));
    const organisation = parts.length === 0 && said.organisation !== undefined;
    let identifying = false;
    for (const fact of facts) {
      const added = addIdentifier(fact, organisation, tools);
      identifying ||= added;
    }
    const address = home({
      whole: said['postal-address'],
      street: said.street,
      houseNumber: said['house-number'],
      postcode: said.postcode,
      city: said.city,
    });
    if (address !== undefined) add(tags.home, 'home', address);
    const born = said['date-of-birth'];
    if (born !== undefined) addDay(born);
    const gender = genderCode(said.gender);
    if (gender !== 0) items.bytes[items.open(tags.gender)] = gender;
    const placed = address !== undefined || said.postcode !== undefined;
    if (parts.length === 0 && !identifying && !(born !== undefined && placed)) return undefined;

    const sighting = facts.length === 1 && draft.table === undefined;
    if (parts.length === 0 && !sighting) {
      for (const text of nameInMailbox(facts.find(isPersonalMail)?.value ?? '')) {
        encodeName({ text, role: 2 }, items.bytes, items.open(tags.hint));
      }
    }

    const named = isFull(parts);
    const bare = named && !identifying && address === undefined && born === undefined;
    const end = items.copySorted(record, head.bytes);
    put16(record, head.length, end);
    put16(
      record,
      head.flags,
      (sighting ? flags.sighting : 0) |
        (roster === undefined ? 0 : flags.roster) |
        (bare ? flags.bareName : 0) |
        (named ? flags.named : 0) |
        (draft.guessed === true ? flags.guessed : 0),
    );
    put32(record, head.elements, elementBits(facts));
    record[head.relation] = roster === undefined ? 0 : relationCode(roster.relation, roster.standing);
    const minor = roster?.minor ?? (born === undefined || adultFrom === undefined ? undefined : born > adultFrom);
    record[head.age] = minor === undefined ? ages.unknown : minor ? ages.minor : ages.adult;
    put16(record, head.country, countryCode(roster?.country ?? said.country));
    put32(record, head.file, file);
    put48(record, head.start, span.start);
    put32(record, head.span, Math.min(span.end - span.start, 0xffffffff));
    for (let byte = 0; byte < 4; byte += 1) record[head.table + byte] = table[byte] ?? 0;
    return record.slice(0, end);
  };
  return { encode: (draft) => encode(draft), encodeRoster: encode };
}

/**
 * The name that a record states in one piece. A single word beside a second name is a part of it: headers like `Nombre`
 * and `Apellidos` may both be read as the name.
 */
function wholeName(facts: readonly Fact[]): string | undefined {
  let whole: string | undefined;
  for (const { concept, value } of facts) {
    if (concept !== 'person-name') continue;
    if (whole === undefined) whole = value;
    else if (!whole.includes(' ') || !value.trim().includes(' ')) return whole === value ? whole : `${whole} ${value}`;
  }
  return whole;
}

/**
 * A day with the lesser of day and month first, where both could be the month: `02/03/1980` is either of two days, and
 * files often do not prove which.
 */
function eitherOrder(day: string): string {
  const [month, date] = [day.slice(5, 7), day.slice(8, 10)];
  return date < month ? `${day.slice(0, 5)}${date}-${month}` : day;
}

/** Two parts at least, one of them in full, and not two of a family name or of a given name alone. */
function isFull(parts: readonly NamePart[]): boolean {
  if (parts.length < 2 || parts.every(({ text }) => text.length < 2)) return false;
  const [first] = parts;
  return first === undefined || first.role > 1 || parts.some(({ role }) => role !== first.role);
}

const isPersonalMail = ({ concept, value }: Fact): boolean => concept === 'email' && !isRoleMailbox(value);

/** The two letters of a country, as they stand in the data, as one number; 0 for what is no two letters. */
function countryCode(text: string | undefined): number {
  const code = text?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/u.test(code) ? (code.charCodeAt(0) << 8) | code.charCodeAt(1) : 0;
}

interface Tools {
  readonly add: (tag: Tag, domain: string, value: string) => void;
  readonly hash: KeyedHash;
  readonly items: Items;
  readonly kinds: KeyedHash;
  readonly kind: Uint8Array;
  readonly table: Uint8Array;
}

/** Adds what identifies on its own; true when this does. */
function addIdentifier(fact: Fact, organisation: boolean, tools: Tools): boolean {
  const { concept, value, rule = concept } = fact;
  const { add, hash, items, kinds, kind, table } = tools;
  switch (concept) {
    case 'national-id':
    case 'tax-id':
    case 'social-security-id':
    case 'health-id': {
      const at = items.open(tags.officialId);
      kinds('kind', rule, kind, 0);
      items.bytes[at] = kind[0] ?? 0;
      items.bytes[at + 1] = kind[1] ?? 0;
      hash(`id ${rule}`, identifier(value), items.bytes, at + 2);
      return true;
    }
    // Each issue of a document has another number, and two countries may give the same one: it keeps nobody apart, and
    // joins as a user name does.
    case 'passport':
    case 'driving-licence':
      add(tags.username, `document ${rule}`, identifier(value));
      return true;
    case 'local-id': {
      const id = identifier(value);
      if (id === '') return false;
      const at = items.open(tags.localId);
      hash('local', id, items.bytes, at);
      for (let byte = 0; byte < 4; byte += 1) items.bytes[at + hashBytes + byte] = table[byte] ?? 0;
      // Alone it is somebody only in a table, which lists them: in a form it may number anything.
      return table.some((byte) => byte !== 0);
    }
    case 'username':
      add(tags.username, 'user', value.trim().toLowerCase());
      return true;
    case 'email': {
      const box = organisation || isRoleMailbox(value) ? undefined : mailbox(value);
      if (box !== undefined) add(tags.email, 'email', box);
      return box !== undefined;
    }
    case 'phone': {
      const number = organisation ? undefined : subscriberNumber(value);
      if (number !== undefined) add(tags.phone, 'phone', number);
      return number !== undefined;
    }
    case 'iban':
    case 'payment-card':
      if (!organisation) add(tags.payment, concept, identifier(value));
      return !organisation;
    default:
      return false;
  }
}

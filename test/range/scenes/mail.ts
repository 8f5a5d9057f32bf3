import type { Cell, Item, Part, Prose } from '../document.ts';
import { near, recentDay, version } from '../near/values.ts';
import type { Entity, Person } from '../people/person.ts';
import { fullName } from '../people/surface.ts';
import type { Language } from '../words/list.ts';
import { trueValue } from './cells.ts';
import { Writer } from './prose.ts';
import { styleOf } from './style.ts';
import type { Stage } from './tables.ts';

export interface Mailbox {
  readonly name?: Item;
  readonly address: Item;
}
export interface Message {
  readonly language: Language;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: Cell;
  /** RFC 5322 date. */
  readonly date: string;
  readonly id: Item;
  /** Sender's address on the net. */
  readonly origin?: Item;
  /** Program that sent it, with its version. */
  readonly mailer: Cell;
  readonly parts: readonly Part[];
}

/** The mailbox that stands in the person's own record as well. */
function mailOf({ relation, workEmail, email }: Person): string {
  return relation.endsWith('employee') && workEmail !== undefined ? workEmail : email;
}

function mailbox(person: Person): Mailbox {
  return {
    name: trueValue('person-name', fullName(person), person),
    address: trueValue('email', mailOf(person), person),
  };
}

/** A mail of one person to some others or to a shared mailbox. All of them have a record elsewhere in the leak. */
export function message(people: readonly Person[], entity: Entity, stage: Stage): Message {
  const { random, words } = stage;
  const [from, to, ...others] = random.sample(people, 5) as [Person, Person, ...Person[]];
  const style = styleOf(from.country, random);
  const writer = new Writer(style, stage);
  const shared: Mailbox = { address: trueValue('email', `${random.pick(entity.shared)}@${entity.domain}`, null) };
  const year = recentDay(random, 'iso').slice(0, 4);
  const parts: Part[] = [
    { kind: 'prose', pieces: writer.greeting(to) },
    ...Array.from(
      { length: random.int(2, 5) },
      (): Prose => ({ kind: 'prose', pieces: writer.sentence(random.pick([from, to, ...others])) }),
    ),
    ...signature(from, writer, random.chance(0.7)),
  ];
  return {
    language: style.language,
    from: mailbox(from),
    to: random.chance(0.3) ? [shared] : [mailbox(to), ...(random.chance(0.3) ? [mailbox(others[0] as Person)] : [])],
    cc: random.chance(0.4) ? [mailbox(others[1] as Person)] : [],
    subject: [random.pick(words.language[style.language].titles)],
    date: `${random.pick(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])}, ${random.int(1, 28)} ${random.pick(['Jan', 'Apr', 'Jun', 'Sep', 'Nov'])} ${year} ${random.int(10, 23)}:${random.int(10, 59)}:${random.int(10, 59)} +0100`,
    id: near('message-id', `${random.hex(16)}.${random.digits(6)}@mail.${entity.domain}`),
    ...(random.chance(0.5) ? { origin: trueValue('ip-address', from.ip, from) } : {}),
    mailer: [`${random.pick(['Mailwerk', 'Postbox', 'WebMail'])} `, near('version', version(random))],
    parts,
  };
}

function signature(person: Person, writer: Writer, long: boolean): Prose[] {
  const line = (...pieces: Cell): Prose => ({ kind: 'prose', pieces });
  const name = trueValue('person-name', fullName(person), person, false);
  const short = [line('-- '), line(name), line(person.entity.name)];
  if (!long) return short;
  const labels = {
    en: ['Phone', 'Mobile'],
    de: ['Tel.', 'Mobil'],
    fr: ['Tél.', 'Port.'],
    it: ['Tel.', 'Cell.'],
    es: ['Tel.', 'Móvil'],
  }[writer.style.language];
  return [
    ...short,
    line(
      `${labels[0]}: `,
      writer.cells.phone(person.landline, person),
      ` | ${labels[1]}: `,
      writer.cells.phone(person.mobile, person),
    ),
    line(trueValue('email', mailOf(person), person)),
  ];
}

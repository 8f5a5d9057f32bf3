import type { Document } from './document.ts';
import { type FormatId, formats } from './formats/index.ts';
import type { Entity, Person } from './people/person.ts';
import type { Random } from './random.ts';
import { combos, keyFile, settings } from './scenes/settings.ts';
import { log, noise } from './scenes/logs.ts';
import { type Message, message } from './scenes/mail.ts';
import { letter, notes } from './scenes/prose.ts';
import { forms, masters, type Scene, excerpts } from './scenes/records.ts';
import type { Stage } from './scenes/tables.ts';

interface Named {
  readonly name: string;
  /** What is drawn while it is rendered. */
  readonly seed: string;
}
type Leaf = Named & { readonly kind: 'document'; readonly format: FormatId; readonly document: Document };
type Mail = Named & { readonly kind: 'mail'; readonly message: Message; readonly attachments: readonly Node[] };
type Mailboxes = Named & { readonly kind: 'mbox'; readonly messages: readonly Message[] };
export type Container = Named & { readonly kind: 'zip' | 'tar' | 'tar.gz' | 'gz'; readonly members: readonly Node[] };
export type Node = Leaf | Mail | Mailboxes | Container;

const tableFormats: readonly FormatId[] = [
  'csv',
  'xlsx',
  'tsv',
  'json',
  'csv',
  'pdf',
  'ndjson',
  'xml',
  'xlsx',
  'html',
  'sql',
  'docx',
  'csv',
  'pptx',
  'sql',
];
const formFormats: readonly FormatId[] = [
  'txt',
  'docx',
  'csv',
  'json',
  'pdf',
  'xml',
  'html',
  'txt',
  'xlsx',
  'pptx',
  'txt',
];
const proseFormats: readonly FormatId[] = ['txt', 'docx', 'pdf', 'txt', 'html', 'pptx'];

/**
 * All files of a leak. Everybody comes first with a record in a master table; mails, letters, logs and notes then only
 * speak of people who have one.
 */
export function planOf(people: readonly Person[], entities: readonly Entity[], stage: Stage): Node[] {
  const { random } = stage;
  const names = new Names(stage);
  const files = Math.min(40, Math.max(8, Math.round(people.length / 16)));
  const records = recordFiles(
    [...masters(people, entities, stage), ...excerpts(people, files, stage)],
    forms(people, Math.ceil(files / 2), stage),
    people,
    names,
    stage,
  );
  const proses = proseFiles(people, Math.ceil(files / 4), names, stage);
  const mails = mailFiles(
    people,
    entities,
    Math.ceil(files / 4),
    [...records.splice(0, 2), ...proses.splice(0, 1)],
    names,
    stage,
  );
  const machine = machineFiles(people, entities, names, stage);
  return bundle(random.shuffle([...records, ...proses, ...mails, ...machine]), names, random);
}

function recordFiles(
  tables: readonly Scene[],
  sheets: readonly Scene[],
  people: readonly Person[],
  names: Names,
  stage: Stage,
): Node[] {
  const { random } = stage;
  const forTables = random.shuffle(tableFormats);
  const forSheets = random.shuffle(formFormats);
  // What a reader does not see at once is about a person of the leak as well.
  const hide = (document: Document, format: FormatId): Document =>
    ['xlsx', 'docx', 'pptx'].includes(format) && random.chance(0.4)
      ? { ...document, hidden: notes(random.sample(people, 2), stage).parts }
      : document;
  const leaf = ({ document }: Scene, format: FormatId) => names.leaf(hide(document, format), format);
  return [
    ...tables.map((scene, at) => leaf(scene, forTables[at % forTables.length] as FormatId)),
    ...sheets.map((scene, at) => leaf(scene, forSheets[at % forSheets.length] as FormatId)),
  ];
}

function proseFiles(people: readonly Person[], count: number, names: Names, stage: Stage): Node[] {
  const { random } = stage;
  return Array.from({ length: count }, (_, at) =>
    names.leaf(
      at % 2 === 0 ? letter(random.pick(people), stage) : notes(people, stage),
      proseFormats[at % proseFormats.length] as FormatId,
    ),
  );
}

function mailFiles(
  people: readonly Person[],
  entities: readonly Entity[],
  count: number,
  attachments: readonly Node[],
  names: Names,
  stage: Stage,
): Node[] {
  const { random } = stage;
  const write = () => message(people, random.pick(entities), stage);
  const mails = Array.from({ length: count }, (_, at): Node => {
    const attached = attachments[at];
    return {
      kind: 'mail',
      ...names.named('eml'),
      message: write(),
      attachments: attached === undefined ? [] : [attached],
    };
  });
  const box = (): Node => ({
    kind: 'mbox',
    ...names.named('mbox'),
    messages: Array.from({ length: random.int(4, 9) }, write),
  });
  return [...mails, box(), box()];
}

function machineFiles(people: readonly Person[], entities: readonly Entity[], names: Names, stage: Stage): Node[] {
  const { random } = stage;
  const setting = () =>
    names.leaf(settings(random.pick(entities), stage), random.pick(['env', 'conf', 'txt'] as const));
  return [
    ...Array.from({ length: 3 }, () => names.leaf(log(people, stage), 'log')),
    ...Array.from({ length: 4 }, setting),
    names.leaf(keyFile(stage), 'pem'),
    names.leaf(keyFile(stage), 'pem'),
    names.leaf(combos(people, stage), 'txt'),
    names.leaf(noise(120, stage), 'log'),
    names.leaf(noise(120, stage), 'txt'),
  ];
}

/** A fifth of the files goes into archives, one of them inside another. */
function bundle(nodes: readonly Node[], names: Names, random: Random): Node[] {
  const packed = Math.max(7, Math.floor(nodes.length / 5));
  const [inside, loose] = [nodes.slice(0, packed), nodes.slice(packed)];
  const take = (count: number) => inside.splice(0, count);
  const container = (kind: Container['kind'], members: readonly Node[]): Node => ({
    kind,
    ...(kind === 'gz' ? { seed: '', name: `${members[0]?.name ?? 'data'}.gz` } : names.named(kind)),
    members,
  });
  const inner = container('zip', take(2));
  const out = [container('gz', take(1)), container('tar', take(2)), container('zip', [inner, ...take(1)])];
  const half = Math.ceil(inside.length / 2);
  if (half > 0) out.push(container('tar.gz', take(half)));
  if (inside.length > 0) out.push(container('zip', inside));
  return random.shuffle([...loose, ...out]);
}

/** File names from the words, each used once. */
class Names {
  readonly #taken = new Set<string>();
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  named(extension: string): Named {
    const { random, words } = this.#stage;
    const stem = random.pick(words.fileStems);
    let name = `${stem}.${extension}`;
    for (let copy = 2; this.#taken.has(name); copy++) name = `${stem}_${copy}.${extension}`;
    this.#taken.add(name);
    return { name, seed: `${random.digits(9)} ${name}` };
  }

  leaf(document: Document, format: FormatId): Node {
    return { kind: 'document', ...this.named(formats[format].extension), format, document };
  }
}

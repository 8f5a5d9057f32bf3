import { kinds } from '../acts/index.ts';
import { changeLogKey, openLog, signCheckpoint, type SignedCheckpoint } from '../checkpoint.ts';
import { type Actor, append, appendToIncident, emptyChain, type Head, headOf, type Sealed } from '../entry.ts';
import { writeExport } from '../export/write.ts';
import { importLogKey, type LogKey } from '../key.ts';
import type { Chance } from './chance.ts';
import { exampleDeed } from './examples.ts';

/** What a line of an export is; known from how the log was made, not from reading it. */
export type LineKind = 'header' | 'incident' | 'link' | 'plain' | 'key-change' | 'checkpoint' | 'told' | 'footer';

export interface History {
  readonly installation: string;
  readonly key: LogKey;
  /** Entries and checkpoints in the order of the export. */
  readonly items: readonly (Sealed | SignedCheckpoint)[];
  /** Of each line of the export, header and footer included. */
  readonly lineKinds: readonly LineKind[];
}

const chainsOwn = ['chain-linked', 'checkpoint-signed', 'log-key-changed'] as const;
const opening = ['installation-set-up', 'incident-opened'] as const;
const deeds = kinds.filter(({ type }) => ![...chainsOwn, ...opening].some((one) => one === type));
type DeedType = Parameters<typeof exampleDeed>[0];
const typesIn = (place: 'log' | 'incident') =>
  deeds.filter((one) => one.place === place || one.place === 'either').map(({ type }) => type as DeedType);
const logTypes = typesIn('log').filter((type) => type !== 'backup-restored');
const incidentTypes = typesIn('incident');

/** PKCS #8 of an Ed25519 key (RFC 8410), up to its 32 bytes. */
const pkcs8Start = '302e020100300506032b657004220420';

/** A key of the seed, so that a failure can be run again to the byte. */
export function keyFrom(chance: Chance): LogKey {
  return importLogKey(Buffer.from(pkcs8Start + chance.hex(64), 'hex'));
}

/** A log of `acts` random acts on two or three incidents, with checkpoints and now and then a change of the key. */
export function makeHistory(chance: Chance, acts: number): History {
  const installation = chance.uuid();
  const first = keyFrom(chance);
  let key = first;
  let at = Date.UTC(2026, 0, 5) + chance.below(1e10);
  const actor = (): Actor => ({ kind: chance.pick(['person', 'key']), id: chance.uuid() });
  const open = openLog({ at, actor: actor() }, { installation, admin: chance.uuid(), key });
  const items: (Sealed | SignedCheckpoint)[] = [open];
  const lineKinds: LineKind[] = ['header', 'plain'];
  let log = headOf(open);
  const incidents: Head[] = [];
  const add = (kind: LineKind, item: Sealed | SignedCheckpoint) => {
    items.push(item);
    lineKinds.push(kind);
    if ('entry' in item && item.entry.chain === log.chain) log = headOf(item);
  };
  for (let done = 0; done < acts; done += 1) {
    at += chance.below(60_000);
    const turn = chance.below(12);
    if (turn === 0) {
      const { signed, entry } = signCheckpoint(log, { installation, at, key });
      add('checkpoint', signed);
      add('told', entry);
    } else if (turn === 1 && chance.below(3) === 0) {
      const to = keyFrom(chance);
      add('key-change', changeLogKey(log, { at, actor: actor() }, { installation, from: key, to }));
      key = to;
    } else if (turn < 5) {
      const act = exampleDeed(chance.pick(logTypes), chance);
      add('plain', append(log, { at, actor: actor(), act }));
    } else {
      const isNew = incidents.length === 0 || (incidents.length < 3 && chance.below(5) === 0);
      const index = isNew ? incidents.length : chance.below(incidents.length);
      const incident = incidents[index] ?? emptyChain(chance.uuid());
      const act = exampleDeed(incident.seq === 0 ? 'incident-opened' : chance.pick(incidentTypes), chance);
      const { entry, link } = appendToIncident({ incident, log }, { at, actor: actor(), act });
      incidents[index] = headOf(entry);
      add('incident', entry);
      add('link', link);
    }
  }
  return { installation, key: first, items, lineKinds: [...lineKinds, 'footer'] };
}

/** The lines of the export, without their ends. */
export async function linesOfExport({ installation, items }: Pick<History, 'installation' | 'items'>) {
  let text = '';
  for await (const piece of writeExport(installation, items)) text += piece;
  return text.slice(0, -1).split('\n');
}

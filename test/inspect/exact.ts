import { tmpdir } from 'node:os';
import {
  buildIndex,
  compileLabels,
  createInspector,
  type Finding,
  type InspectOptions,
  type KnownValues,
} from '#inspect';
import { openSpill } from '#platform';
import { ExactIndex, ExactMatcher, type Match } from '../../src/inspect/exact/index.ts';
import { formatModules, importFormats, shippedLabels } from '../../src/server/inspection/sources.ts';
import { context, memoryInput, utf8 } from './memory.ts';

const labels = await shippedLabels();
const book = compileLabels(labels);
const formats = await importFormats(await formatModules());
export const key = new Uint8Array(32).fill(7);

interface Named {
  readonly primary?: readonly string[];
  readonly corroborating?: readonly string[];
}

/** The bytes of an index of a table. */
export async function indexOf(table: string, { primary = [], corroborating = [] }: Named = {}): Promise<Uint8Array> {
  const spill = await openSpill({ folder: tmpdir() });
  const parts: Uint8Array[] = [];
  let first: Uint8Array | undefined;
  try {
    await buildIndex({
      source: memoryInput(table).stream(),
      book: book,
      key,
      salt: new Uint8Array(16).fill(3),
      name: 'roster',
      made: '2026-01-01T00:00:00Z',
      primary,
      corroborating,
      spill,
      out: {
        append: async (bytes) => void parts.push(bytes.slice()),
        begin: async (bytes) => void (first = bytes),
      },
    });
  } finally {
    await spill.close();
  }
  const all = Buffer.concat(parts);
  if (first !== undefined) all.set(first);
  return all;
}

export function known(bytes: Uint8Array, own: Uint8Array = key): KnownValues {
  const read = (into: Uint8Array, position: number): void => {
    const part = bytes.subarray(position, position + into.length);
    if (part.length < into.length) throw new Error('short read');
    into.set(part);
  };
  return { name: 'roster.index', key: own, size: bytes.length, read };
}

/** Findings of an index, with values, and what became of the file. */
export async function findKnown(
  index: Uint8Array,
  name: string,
  content: Uint8Array | string,
): Promise<{ findings: Finding[]; counts: Readonly<Record<string, number>>; status: string }> {
  const inspector = createInspector({ formats, rules: [], labels, key: new Uint8Array(32), known: [known(index)] });
  const options: InspectOptions = {
    name,
    ...context(),
    findingsPerRule: Infinity,
    text: false,
    persons: false,
    reveal: true,
  };
  const findings: Finding[] = [];
  let counts = {};
  let status = '';
  const input = memoryInput(typeof content === 'string' ? utf8(content) : content);
  await inspector.inspect(input, options, async (event) => {
    if (event.type === 'findings') findings.push(...event.findings);
    else if (event.type === 'end') [counts, status] = [event.counts, event.status + (event.reason ?? '')];
  });
  return { findings, counts, status };
}

/** What an index finds in running text. */
export function matchesIn(index: Uint8Array, text: string): readonly Match[] {
  const inText = { recordAt: () => -1, governs: () => undefined };
  return new ExactMatcher(new ExactIndex(known(index), key, 'roster.index')).find(text, inText);
}

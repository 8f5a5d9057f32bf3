import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '#platform/errors';
import { emptyFolder } from './folder.ts';
import { planOf } from './plan.ts';
import type { Entity } from './people/person.ts';
import { entitiesOf, populationOf } from './people/population.ts';
import { writePeople } from './people/roster.ts';
import { Random } from './random.ts';
import { Ledger, type LedgerCounts } from './truth/ledger.ts';
import { vocabulary } from './words/index.ts';
import { sideOf } from './words/split.ts';
import { renderNode } from './render.ts';

export interface RangeRequest {
  /** Below 1000: development words; from 1000 on: words reserved for measuring. */
  readonly seed: number;
  /** An empty folder, or one to be made: gets `leak/` and the truth beside it. */
  readonly out: string;
  /** How many people the group knows. */
  readonly persons?: number;
}

export interface RangeSummary extends LedgerCounts {
  readonly seed: number;
  readonly folder: string;
  /** The folder to inspect. */
  readonly leak: string;
  /** Everybody whom the group knows. */
  readonly roster: string;
  /** People with at least one record in the leak. */
  readonly persons: number;
}

/**
 * Writes the leak of a synthetic group and the truth about it. The same seed and number of persons give the same bytes.
 * One file at a time is in memory. Throws `usage` when the folder is not empty or a number is out of range.
 */
export async function writeRange({ seed, out, persons = 400 }: RangeRequest): Promise<RangeSummary> {
  if (!Number.isSafeInteger(seed) || seed < 0) fail('usage', '--seed: a whole number from 0');
  if (!Number.isSafeInteger(persons) || persons < 20 || persons > 1_000_000)
    fail('usage', '--persons: a whole number from 20 to 1000000');
  await emptyFolder(out);
  const leak = join(out, 'leak');
  await mkdir(leak, { recursive: true });
  const random = randomOf({ seed, persons });
  const words = vocabulary(sideOf(seed));
  const entities = groupOf({ seed, persons });
  const people = populationOf(words, entities, persons, random.fork('people'));
  const ledger = new Ledger(out);
  for (const node of planOf(people, entities, { words, random: random.fork('plan') })) {
    const path = join(leak, node.name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await renderNode(node, ledger.file(node.name), words));
  }
  await ledger.close();
  await writePeople(out, people, ledger.recorded);
  return { seed, folder: out, leak, roster: join(out, 'roster.csv'), persons: ledger.recorded.size, ...ledger.counts };
}

/** The legal entities of the group whose leak this is. */
export function groupOf(range: Required<Omit<RangeRequest, 'out'>>): Entity[] {
  return entitiesOf(vocabulary(sideOf(range.seed)), randomOf(range).fork('entities'));
}

const randomOf = ({ seed, persons }: Required<Omit<RangeRequest, 'out'>>): Random =>
  new Random(`range ${seed} ${persons}`);

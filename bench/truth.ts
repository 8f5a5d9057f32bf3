import { type Element, elements } from '../src/inspect/contract.ts';
import { count, type Kind, onOff, ownOptions, span } from './options.ts';
import { type Measurement, measure, measureOwn } from './truth/measure.ts';
import { emptyTallies, type Score, scoreOf } from './truth/values.ts';

/**
 * How right `inspect` is on synthetic leaks: `npm run bench:truth -- --seeds 7 --misses`. Seeds from 1000 on are made of
 * words reserved for measuring; what is missed there is not listed, or they would be no measure any more.
 */
const sets: Kind<'range' | 'own' | 'all'> = {
  takes: '`range` (made by the generator), `own` (written by hand, in test/truth) or `all`',
  standard: 'all',
  read: (text) => (text === 'range' || text === 'own' || text === 'all' ? text : undefined),
};
const options = ownOptions({
  set: sets,
  seeds: span('1', 1000),
  persons: count(400, { from: 20, to: 1_000_000 }),
  misses: onOff(),
});
const { seeds } = options;
if (options.misses && options.set !== 'own' && seeds.some((seed) => seed >= 1000)) {
  process.stderr.write('--misses works below seed 1000 only: listing what is missed would spoil the reserved words\n');
  process.exit(2);
}

if (options.set !== 'range') {
  print('Documents written by hand');
  printSet([await measureOwn()]);
}
if (options.set !== 'own') {
  if (options.set === 'all') print('\nThe range');
  const runs: Measurement[] = [];
  for (const seed of seeds) {
    const run = await measure(seed, options.persons);
    runs.push(run);
    if (seeds.length > 1) printPersons(run);
  }
  printSet(runs);
}

function printSet(runs: readonly Measurement[]): void {
  for (const run of runs) {
    for (const file of run.unread) print(`  not fully read: ${file}`);
    if (options.misses) {
      printSlips(run);
      printJoins(run);
    }
  }
  printElements(runs);
  const [only] = runs;
  if (only !== undefined && runs.length === 1) printPersons(only);
  if (runs.length > 1) {
    const held = runs.filter(holds).length;
    const f1 = runs.reduce((sum, run) => sum + run.persons.f1, 0) / runs.length;
    print(
      `\npersons over ${runs.length} seeds: F1 ${percent(f1)} (worst ${percent(Math.min(...runs.map((run) => run.persons.f1)))}), certain ≤ truth ≤ possible in ${held}`,
    );
  }
}

function printElements(runs: readonly Measurement[]): void {
  const sums = emptyTallies();
  for (const { tallies } of runs) {
    for (const element of elements) {
      for (const key of ['hits', 'missed', 'right', 'wrong'] as const) sums[element][key] += tallies[element][key];
    }
  }
  const total = { hits: 0, missed: 0, right: 0, wrong: 0 };
  for (const element of elements)
    for (const key of ['hits', 'missed', 'right', 'wrong'] as const) total[key] += sums[element][key];
  print(`${'element'.padEnd(20)} precision   recall       F1     true   missed    wrong`);
  // Where nothing is and nothing was found, nothing was measured.
  const isMeasured = ({ hits, missed, right, wrong }: (typeof sums)[Element]): boolean =>
    hits + missed + right + wrong > 0;
  const rows = elements
    .filter((name) => isMeasured(sums[name]))
    .map((name) => ({ name: name as string, tally: sums[name], score: scoreOf(sums[name]) }))
    .sort((a, b) => a.score.f1 - b.score.f1);
  for (const { name, tally, score } of [...rows, { name: 'overall', tally: total, score: scoreOf(total) }]) {
    print(
      `${name.padEnd(20)} ${columns(score)} ${number(tally.hits + tally.missed)} ${number(tally.missed)} ${number(tally.wrong)}`,
    );
  }
  const absent = elements.filter((name) => !isMeasured(sums[name]));
  if (absent.length > 0) print(`not measured, as there is none: ${absent.join(', ')}`);
  const lost = runs.reduce((sum, { slips }) => sum + slips.filter(({ kind }) => kind === 'not in text').length, 0);
  print(`of the missed, not in the extracted text at all: ${lost}`);
}

function printPersons(run: Measurement): void {
  const { certain, possible, atLeast } = run.count;
  const width = run.truth === 0 ? 0 : (possible - certain) / run.truth;
  print(
    `${run.seed === undefined ? '' : `seed ${run.seed}: `}persons ${columns(run.persons)}; certain ${certain}, truth ${truthOf(run)}, possible ${possible}${atLeast ? ' (at least)' : ''}, width ${percent(width)}, ${holds(run) ? 'holds' : 'DOES NOT HOLD'}; ${run.seconds.toFixed(1)} s`,
  );
}

function printSlips({ slips }: Measurement): void {
  for (const { kind, element, value, file, place } of slips)
    print(`  ${kind} ${element} ${JSON.stringify(value)} in ${file} ${place}`);
}

/** Persons of the truth in several of the program's, and the other way round. */
function printJoins({ pairs }: Measurement): void {
  for (const [truth, records] of Map.groupBy(pairs, (pair) => pair.truth)) {
    for (const { file, values, seen } of records) {
      if (truth !== undefined && seen === undefined)
        print(`  no record ${truth} in ${file}: ${JSON.stringify(values)}`);
      if (truth === undefined) print(`  spurious record of ${seen} in ${file}: ${JSON.stringify(values)}`);
    }
    const parts = Map.groupBy(
      records.filter((record) => record.seen !== undefined),
      (record) => record.seen,
    );
    if (truth === undefined || parts.size < 2) continue;
    print(`  split ${truth} into ${parts.size}`);
    for (const [seen, [first]] of parts) print(`    ${seen}: ${first?.file} ${JSON.stringify(first?.values)}`);
  }
  for (const [seen, records] of Map.groupBy(pairs, (pair) => pair.seen)) {
    const persons = Map.groupBy(
      records.filter((record) => record.truth !== undefined),
      (record) => record.truth,
    );
    if (seen === undefined || persons.size < 2) continue;
    print(`  merged ${persons.size} into ${seen}`);
    for (const [truth, [first]] of persons) print(`    ${truth}: ${first?.file} ${JSON.stringify(first?.values)}`);
  }
}

function truthOf({ truth, everybody }: Measurement): string {
  return everybody === truth ? String(truth) : `${truth} to ${everybody}`;
}

function holds({ count, truth, everybody }: Measurement): boolean {
  return count.certain <= everybody && truth <= count.possible;
}

function columns({ precision, recall, f1 }: Score): string {
  return [precision, recall, f1].map((value) => percent(value).padStart(8)).join(' ');
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)}%`;
}

function number(value: number): string {
  return String(value).padStart(8);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

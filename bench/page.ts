import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { connectionTo } from '../src/platform/db/engine/server.ts';
import { loadMasterKey } from '../src/platform/vault/index.ts';
import { quantile } from './desk/measure.ts';
import { startServer } from './desk/server.ts';
import { setUpPeople } from './kill/people.ts';
import { launch } from './page/browser.ts';
import { fillPersons, title } from './page/fill.ts';
import { firstLoad } from './page/first-load.ts';
import { scrollPersons } from './page/scroll.ts';

/**
 * The page in Chromium on loopback: the first load with an empty cache, the script that comes with it, and scrolling
 * through a list of persons of a real server on its own PostgreSQL. Browser, server and PostgreSQL share the machine.
 * Each figure stands beside its limit; one that is over it makes the exit code 1.
 *
 * @example node bench/page.ts --persons 1000000 --loads 7 --rounds 5
 */
const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: '1000000' },
    loads: { type: 'string', default: '7' },
    rounds: { type: 'string', default: '5' },
  },
});
const limits = { firstPage: 1000, script: 350_000, frame: 50 } as const;

const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));
const data = join(folder, 'data');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
let isOver = false;
/** A figure and its limit, in the same unit. */
function judge(what: string, figure: number, limit: number, unit: string): void {
  const verdict = figure <= limit ? 'within' : 'OVER';
  if (figure > limit) isOver = true;
  say(`${what.padEnd(58)} ${figure.toFixed(0).padStart(8)} ${unit}   ${verdict} ${limit} ${unit}`);
}

const server = await startServer(data);
const ends: (() => unknown)[] = [];
try {
  await setUpPeople(server.address, server.setUpCode);
  const lines = (await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  const connection = { ...connectionTo(lines[4] ?? ''), database: 'cofferdam' };
  const owner = new Client(connection);
  await owner.connect();
  ends.push(() => owner.end());
  const began = performance.now();
  const { incident, session } = await fillPersons({
    owner,
    worker: { ...connection, user: 'cofferdam_worker' },
    master: await loadMasterKey({ file: join(data, 'keys/master.key') }),
    folder: join(data, 'vault'),
    persons: Number(values.persons),
  });
  say(`${values.persons} persons written in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  say(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, shared by Chromium, server and PostgreSQL\n`);

  const browser = await launch();
  ends.push(() => browser.close());
  const loads = [];
  for (let turn = 0; turn < Number(values.loads); turn += 1) {
    loads.push(await firstLoad(browser, server.address, session, title));
  }
  const times = loads.map(({ milliseconds }) => milliseconds);
  judge('first page, empty cache, until it can be read: p50', quantile(times, 0.5), limits.firstPage, 'ms');
  say(`${''.padEnd(4)}of ${times.length}: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  judge('script of the first page, compressed', Math.max(...loads.map(({ script }) => script)), limits.script, 'B ');
  judge('scripts that came uncompressed', Math.max(...loads.map(({ plain }) => plain)), 0, '  ');

  say('');
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    rounds.push(...(await scrollPersons(browser, server.address, session, incident)));
  }
  for (const [way, turns = []] of Object.entries(Object.groupBy(rounds, ({ way }) => way))) {
    const frames = turns.flatMap((turn) => turn.frames);
    const longest = turns.map((turn) => Math.max(...turn.frames));
    judge(
      `${way}: longest frame of a round, p50 of ${turns.length} rounds`,
      quantile(longest, 0.5),
      limits.frame,
      'ms',
    );
    const over = frames.filter((frame) => frame > limits.frame).length;
    say(
      `${''.padEnd(4)}of each: ${longest.map((time) => time.toFixed(0)).join(', ')} ms; ${over} of ${frames.length} over`,
    );
    say(
      `${''.padEnd(4)}all frames: p50 ${quantile(frames, 0.5).toFixed(1)}, p99 ${quantile(frames, 0.99).toFixed(1)} ms`,
    );
    const [heaviest] = turns.flatMap(({ tasks }) => tasks).toSorted((a, b) => b.worked - a.worked);
    judge(`${way}: most work of the page in one piece`, heaviest?.worked ?? 0, limits.frame, 'ms');
    say(`${''.padEnd(4)}${heaviest?.of}; ${heaviest?.milliseconds.toFixed(1)} ms with what it waited for a core`);
    const readable = quantile(
      turns.map((turn) => turn.readable),
      0.5,
    );
    say(`${''.padEnd(4)}rows in sight readable ${readable.toFixed(0)} ms after it rested, p50`);
  }
} finally {
  for (const end of ends.toReversed()) await end();
  const code = await server.stop();
  await rm(folder, { recursive: true });
  process.exitCode = isOver || code !== 0 ? 1 : 0;
}

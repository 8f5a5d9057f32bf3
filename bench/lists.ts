import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from 'pg';
import { connectionTo } from '../src/platform/db/engine/server.ts';
import { loadMasterKey } from '../src/platform/vault/index.ts';
import { fill } from './desk/fill.ts';
import { startServer } from './desk/server.ts';
import { setUpPeople } from './kill/people.ts';
import { fillLong } from './lists/fill.ts';
import { type List, walk } from './lists/walk.ts';
import { count, ownOptions } from './options.ts';
import { launch } from './page/browser.ts';
import { openSession } from './page/fill.ts';

/**
 * The lists of the page in Chromium on loopback, of a desk where they are very long: how soon they can be read, how long
 * a frame takes while a wheel turns, whether their last row can be reached, and what the page then weighs. Browser, server
 * and PostgreSQL share the machine. A list whose last row is not reached makes the exit code 1.
 *
 * @example node bench/lists.ts --incidents 10000 --evidence 5000 --entries 50000 --files 20000
 */
const { incidents, evidence, entries, files, members, people } = ownOptions({
  incidents: count(10_000),
  evidence: count(5000),
  entries: count(50_000),
  files: count(20_000),
  members: count(300),
  people: count(500),
});
const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));
const data = join(folder, 'data');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const server = await startServer(data);
const ends: (() => unknown)[] = [];
let isLost = false;
try {
  await setUpPeople(server.address, server.setUpCode);
  const lines = (await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  const owner = new Client({ ...connectionTo(lines[4] ?? ''), database: 'cofferdam' });
  await owner.connect();
  ends.push(() => owner.end());
  const master = await loadMasterKey({ file: join(data, 'keys/master.key') });
  const began = performance.now();
  const { all, shared } = await fill(owner, master, { incidents, own: Math.min(10, incidents), people });
  const [incident = ''] = shared;
  await fillLong({ owner, master, incident, lead: all.person, evidence, members, entries, files });
  const session = await openSession(owner, all.person);
  say(`written in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  say(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, shared by Chromium, server and PostgreSQL\n`);

  const base = `/incidents/${incident}`;
  const lists: readonly List[] = [
    { name: 'incidents', path: '/incidents', rows: incidents },
    { name: 'evidence', path: `${base}/evidence`, rows: evidence },
    {
      name: 'evidence, to the end',
      path: `${base}/evidence?searched=whole`,
      rows: evidence - Math.ceil(evidence / 20) * 2,
    },
    { name: 'log', path: `${base}/log`, rows: entries },
    { name: 'log, by one', path: `${base}/log?actor=${all.person}`, rows: entries },
    { name: 'files', path: `${base}/impact/files`, rows: files },
    { name: 'files, fullest', path: `${base}/impact/files?order=most`, rows: files },
    { name: 'people', path: '/people', rows: people + 3 },
    { name: 'members', path: `${base}?panel=members`, rows: members + 6 },
  ];
  const browser = await launch();
  ends.push(() => browser.close());
  say(`${''.padEnd(22)} readable  longest frame  last row after  presses  reached    of   heap  elements`);
  for (const list of lists) {
    const { readable, frame, end, presses, reached, heap, elements, told } = await walk(
      browser,
      server.address,
      session,
      list,
    );
    const figures = [
      `${readable.toFixed(0)} ms`.padStart(9),
      `${frame.toFixed(0)} ms`.padStart(13),
      `${end.toFixed(0)} ms`.padStart(15),
      String(presses).padStart(8),
      String(reached).padStart(8),
      String(list.rows).padStart(6),
      `${heap.toFixed(0)} MB`.padStart(6),
      elements.toFixed(0).padStart(9),
    ];
    say(`${list.name.padEnd(22)} ${figures.join(' ')}   ${told}`);
    if (reached < list.rows) isLost = true;
  }
} finally {
  for (const end of ends.toReversed()) await end();
  const code = await server.stop();
  await rm(folder, { recursive: true });
  process.exitCode = isLost || code !== 0 ? 1 : 0;
}

import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openFolderStore } from '../../src/platform/vault/index.ts';
import { chanceOf } from './chance.ts';
import { check, type Found } from './check.ts';
import { setUpPeople } from './people.ts';
import { keepServer, type KeptServer, type Victim } from './server.ts';
import { act, handIn, nothingYet, type Remembered } from './work.ts';

export interface Killing extends Found {
  readonly seed: number;
  readonly memory: Remembered;
  readonly killed: Readonly<Record<Victim, number>>;
  readonly restarts: KeptServer['restarts'];
  readonly gaveUp: KeptServer['gaveUp'];
  readonly seenBelowWorkers: number;
  readonly exitCodes: readonly (number | null)[];
  /** What lies in the vault and is no blob, by kind. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** In the folder for temporary files. */
  readonly temporary: readonly string[];
  readonly seconds: number;
}

const victims: readonly Victim[] = ['server', 'worker', 'postgres', 'child'];
/** Between two kills the client gets so many acknowledgements, at most, and at least one. */
const mostBetween = 25;
const uploads = 3;
const workers = 2;

/**
 * Sets a server up, works on it, and kills parts of it with SIGKILL while it works. What is done, which part is killed and
 * after how many acknowledgements follows from the seed; when exactly within them, from the machine.
 */
export async function runKilling(seed: number, kills: number, told: (line: string) => void): Promise<Killing> {
  const began = performance.now();
  const place = await mkdtemp(join(tmpdir(), 'cofferdam-kill-'));
  const [data, temporary] = [join(place, 'data'), join(place, 'tmp')];
  await mkdir(temporary, { mode: 0o700 });
  const port = String(await freePort());
  const env = { COFFERDAM_DATA: data, COFFERDAM_PORT: port, COFFERDAM_LOG_LEVEL: 'error', TMPDIR: temporary };
  // The server does jobs as well: whoever is killed, another takes over what it had.
  const server = await keepServer({ ...env, COFFERDAM_JOBS: '1' }, workers);
  try {
    const people = await setUpPeople(server.address, server.setUpCode);
    const memory = nothingYet();
    const chance = chanceOf(seed);
    let isOver = false;
    const over = (): boolean => isOver;
    const working = [
      act(people.lead, memory, chanceOf(seed + 1), over),
      ...Array.from({ length: uploads }, (_, at) => handIn(people.lead, memory, chanceOf(seed + 2 + at), over)),
    ];
    const failed = Promise.all(working);
    const killed: Record<Victim, number> = { server: 0, worker: 0, postgres: 0, child: 0 };
    const killing = (async () => {
      for (let done = 0; done < kills; done += 1) {
        const goal = memory.acknowledged + 1 + chance.below(mostBetween);
        while (memory.acknowledged < goal) await delay(2);
        await delay(chance.below(40));
        killed[await killOne(chance.pick(victims), server.kill, chance.pick)] += 1;
        told(`${done + 1} of ${kills} killed, ${memory.acknowledged} acknowledged`);
      }
    })();
    // Work that fails for another reason than a kill ends the run, and so does a server that does not come back.
    await Promise.race([killing, failed, server.failed]);
    isOver = true;
    told('work under way is brought to its end');
    await Promise.race([failed, server.failed]);
    const found = await Promise.race([check(people, memory, told), server.failed]);
    told('workers and server are asked to stop');
    const ended = await server.stop();
    for (const [who, codes] of Object.entries(ended)) {
      for (const code of codes)
        if (code !== 0) found.wrong.push(`${who}: did not stop when asked: ${code ?? 'killed after 30 s'}`);
    }
    for (const why of server.gaveUp) if (!isGivenUp.test(why)) found.wrong.push(`ended by itself: ${why}`);
    for (const { pid, program } of server.leftOver()) found.wrong.push(`a process is left: ${program} (${pid})`);
    return {
      ...found,
      seed,
      memory,
      killed,
      restarts: server.restarts,
      gaveUp: server.gaveUp,
      seenBelowWorkers: server.seenBelowWorkers,
      exitCodes: Object.values(ended).flat(),
      leftovers: await leftoversIn(join(data, 'vault')),
      temporary: await readdir(temporary),
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await server.stop().catch(() => undefined);
    await rm(place, { recursive: true, force: true });
  }
}

/** The one reason for which a server may end by itself: its PostgreSQL ended too often; see `gaveUp`. */
const isGivenUp = /^server, exit code 1: cofferdam: The embedded PostgreSQL ended by itself/;

/** A child is there while something is inspected: it is waited for, and not for long. */
async function killOne(
  wanted: Victim,
  kill: (victim: Victim, pick: <T>(list: readonly T[]) => T) => string | undefined,
  pick: <T>(list: readonly T[]) => T,
): Promise<Victim> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (kill(wanted, pick) !== undefined) return wanted;
    await delay(10);
  }
  for (;;) {
    if (kill('server', pick) !== undefined) return 'server';
    await delay(10);
  }
}

async function leftoversIn(vault: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { kind } of (await openFolderStore(vault)).leftovers()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** The client remembers one address: each life of the server listens at the same. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

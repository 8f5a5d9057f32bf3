import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../engine/index.ts';
import { openFolder } from '../folder/index.ts';
import { makeTemplate } from './cluster.ts';

/** Starts the server that all tests of a run share, as the program starts its own. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const path = await mkdtemp(join(tmpdir(), 'cofferdam-tests-'));
  const folder = await openFolder(path);
  const postgres = await startPostgres({ folder });
  const { host, port, user } = postgres.connection;
  const cluster = { host, port, user };
  await makeTemplate(cluster);
  project.provide('postgres', cluster);
  return async () => {
    await postgres.stop();
    folder.close();
    await rm(path, { recursive: true });
  };
}

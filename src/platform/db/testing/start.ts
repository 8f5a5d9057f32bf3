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
  const stop = async (): Promise<void> => {
    await postgres.stop();
    folder.close();
    await rm(path, { recursive: true });
  };
  // A migration that fails must not leave a server behind.
  await makeTemplate(cluster).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  project.provide('postgres', cluster);
  return stop;
}

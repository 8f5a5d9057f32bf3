import type { JoinInit } from './join.ts';
import type { Worker, WorkerInit } from './worker.ts';

export type { Worker, WorkerInit };

// Loaded when they are asked for: commands that need no database should not wait for its driver.

/** See worker.ts. */
export async function openWorker(init: WorkerInit): Promise<Worker> {
  const { openWorker: open } = await import('./worker.ts');
  return open(init);
}

export interface JoinRequest extends Omit<JoinInit, 'settings' | 'masterKey'> {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Joins the installation that the environment names, as its server would find it; see join.ts. */
export async function joinAsWorker({ env, ...init }: JoinRequest): Promise<Worker> {
  const { joinAsWorker: join, readSettings } = await import('./join.ts');
  return join({ ...init, settings: await readSettings(env), masterKey: env['COFFERDAM_MASTER_KEY'] });
}

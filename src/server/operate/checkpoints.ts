import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { transactNobody } from '#platform/db';
import { type Code, codeOf } from '#platform/errors';
import { type CheckpointInit, signHead } from './checkpoint.ts';

export interface CheckpointsInit extends CheckpointInit {
  readonly pool: Pool;
  /** Told of a checkpoint that could not be signed; the next try is that of the next hour. */
  readonly onFailure: (code: Code) => void;
  /** @default a timer of an hour; may reject when the signal comes */
  readonly wait?: (signal: AbortSignal) => Promise<void>;
}

const hour = 3_600_000;
const timer = (signal: AbortSignal): Promise<void> => delay(hour, undefined, { signal, ref: false });

/**
 * Signs the head of the log every hour, and when it is stopped, where the log has moved since the last time. Servers on one
 * database may all do so: the first signs, and for the others nothing has moved.
 */
export function startCheckpoints({ pool, onFailure, wait = timer, ...init }: CheckpointsInit): {
  stop(): Promise<void>;
} {
  const end = new AbortController();
  const sign = async (): Promise<void> => {
    try {
      await transactNobody(pool, (client) => signHead(client, init));
    } catch (error) {
      onFailure(codeOf(error));
    }
  };
  const done = (async () => {
    while (!end.signal.aborted) {
      await wait(end.signal).catch(() => undefined);
      await sign();
    }
  })();
  return {
    async stop() {
      end.abort();
      await done;
    },
  };
}

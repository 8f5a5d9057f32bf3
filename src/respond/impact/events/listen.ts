import type { Pool, PoolClient } from 'pg';
import { type Change, channel, heard } from '../tell.ts';

/** Hears what changes in the database, for all who watch in this process. */
export interface Listener {
  /**
   * `onChange` is called for every change there is, whoever may see it; `onLost` once, when changes may have been missed
   * and no more will come. The returned function ends it.
   */
  listen(onChange: (change: Change) => void, onLost: () => void): Promise<() => Promise<void>>;
}

interface Watcher {
  readonly onChange: (change: Change) => void;
  readonly onLost: () => void;
}

/** One connection for all who listen, for as long as anybody does. */
export function createListener(pool: Pool): Listener {
  const watchers = new Set<Watcher>();
  let connection: Promise<PoolClient> | undefined;

  const lose = (): void => {
    connection = undefined;
    const all = [...watchers];
    watchers.clear();
    for (const { onLost } of all) onLost();
  };
  const open = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    client.on('notification', ({ payload }) => {
      const change = heard(payload);
      if (change !== undefined) for (const { onChange } of watchers) onChange(change);
    });
    client.on('error', lose);
    await client.query(`listen ${channel}`).catch((error: unknown) => {
      client.release(true);
      throw error;
    });
    return client;
  };
  return {
    async listen(onChange, onLost) {
      const watcher = { onChange, onLost };
      watchers.add(watcher);
      const own = (connection ??= open());
      try {
        await own;
      } catch (error) {
        watchers.delete(watcher);
        if (connection === own) connection = undefined;
        throw error;
      }
      return async () => {
        watchers.delete(watcher);
        if (watchers.size > 0 || connection !== own) return;
        connection = undefined;
        // Ended, not given back: it would go on listening.
        (await own).release(true);
      };
    },
  };
}

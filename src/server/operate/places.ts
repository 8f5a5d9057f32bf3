import { join } from 'node:path';

/** Where things lie in a data folder, beside the database. */
export interface Places {
  readonly keys: string;
  /** The master key, unless it is given in the environment. */
  readonly masterKey: string;
  /** The master key wrapped under the recovery key: of no use without both halves. */
  readonly recovery: string;
  /** That the master key was restored, until the log has it. */
  readonly recovered: string;
  /** Evidence, sealed. */
  readonly vault: string;
}

export function placesIn(data: string): Places {
  const keys = join(data, 'keys');
  return {
    keys,
    masterKey: join(keys, 'master.key'),
    recovery: join(keys, 'recovery.json'),
    recovered: join(keys, 'recovered'),
    vault: join(data, 'vault'),
  };
}

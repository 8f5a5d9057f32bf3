import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { recoveryKeyId } from '#platform/auth';
import { codeOf, fail } from '#platform/errors';
import { type MasterKey, recoverKeyFile, restoreMasterKey } from '#platform/vault';
import { makePrivateFolder, replaceFile } from './durable.ts';

export interface RecoverInit {
  /** The file that lies beside the master key, or in a backup. */
  readonly recoveryFile: string;
  /** Where the master key goes; nothing may be there. */
  readonly masterKeyFile: string;
  /** Where word of it is left for the log; undefined outside of a data folder. */
  readonly recovered: string | undefined;
}

/** Restores a master key from two halves, which are checked one by one as they come. */
export interface Recovering {
  /** `recovery-mistyped` names the group; nothing is said of whether this half belongs to the file. */
  check(half: string): void;
  /** Fails as `recoverKeyFile` does. */
  finish(first: string, second: string): Promise<MasterKey>;
}

/** Fails with `not-found` or `not-readable` for the recovery file. */
export async function recoverKey({ recoveryFile, masterKeyFile, recovered }: RecoverInit): Promise<Recovering> {
  const text = await readFile(recoveryFile, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'not-found' : 'not-readable', recoveryFile, error),
  );
  return {
    check(half) {
      try {
        // Together with itself a half never opens anything: it gets as far as being two of one.
        restoreMasterKey(text, half, half);
      } catch (error) {
        if (codeOf(error) !== 'recovery-mixed') throw error;
      }
    },
    async finish(first, second) {
      await makePrivateFolder(dirname(masterKeyFile));
      // Before the key is there: that it was restored must not be kept from the log by pulling a plug.
      if (recovered !== undefined) await replaceFile(recovered, `${recoveryKeyId(text)}\n`);
      try {
        return await recoverKeyFile({ recoveryFile, masterKeyFile, first, second });
      } catch (error) {
        if (recovered !== undefined) await rm(recovered, { force: true });
        throw error;
      }
    },
  };
}

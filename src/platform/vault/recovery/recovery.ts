import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail } from '../../errors/index.ts';
import { replaceDurably } from '../durable.ts';
import { closeBox, openBox } from '../keys/box.ts';
import { deriveKey, noSalt, secretKey } from '../keys/derive.ts';
import { type MasterKey, masterKey, saveMasterKey } from '../keys/master-key.ts';
import { type Half, readHalf, writeHalf } from './half.ts';
import { toSymbols, write } from './symbols.ts';

/** What is made at set-up. The halves are shown once, each to its person, and kept nowhere. */
export interface Recovery {
  /** Text of the file: the master key wrapped under the recovery key. Of no use without both halves. */
  readonly file: string;
  readonly halfA: string;
  readonly halfB: string;
}

const recoveryFile = z.strictObject({
  version: z.literal(1),
  installation: z.string().regex(/^[0-9A-Z]{3}$/),
  set: z.string().regex(/^[0-9A-Z]{4}$/),
  masterKey: z.string().regex(/^[0-9a-f]{16}$/),
  box: z.base64(),
});
type RecoveryFile = z.infer<typeof recoveryFile>;

/**
 * Makes a recovery key of 256 bits for the master key. It is the XOR of two random halves: one half alone is noise.
 * `installation` is any name that installations do not share, such as a UUID.
 */
export function makeRecovery(master: MasterKey, installation: string): Recovery {
  const shared = {
    installation: write(toSymbols(createHash('sha256').update(installation).digest(), 3)),
    set: write(toSymbols(randomBytes(3), 4)),
  };
  const halves = (['A', 'B'] as const).map((letter): Half => ({ letter, ...shared, secret: randomBytes(32) }));
  const [halfA = '', halfB = ''] = halves.map(writeHalf);
  const label = { version: 1 as const, ...shared, masterKey: master.id };
  const bytes = master.secret.export();
  const box = closeBox(recoveryKey(halves), bytes, about(label)).toString('base64');
  bytes.fill(0);
  return { file: `${JSON.stringify({ ...label, box } satisfies RecoveryFile, undefined, 2)}\n`, halfA, halfB };
}

/** Puts the file of a new recovery key (0600) in place of an older one, whose halves open older copies of the file alone. */
export function saveRecovery(path: string, recovery: Pick<Recovery, 'file'>): Promise<void> {
  return replaceDurably(path, Buffer.from(recovery.file));
}

/**
 * The master key out of the text of the file and both halves, in any order. `recovery-mistyped` says in which group;
 * `recovery-mixed` for halves that do not belong together or not to this file; `recovery-damaged` for a broken file.
 */
export function restoreMasterKey(file: string, first: string, second: string): MasterKey {
  const { box, ...label } = parseFile(file);
  const halves = [readHalf(first, 'first half'), readHalf(second, 'second half')].sort((a, b) =>
    a.letter.localeCompare(b.letter),
  );
  if (halves[0]?.letter === halves[1]?.letter) fail('recovery-mixed', `both are half ${halves[0]?.letter}`);
  for (const { letter, installation, set } of halves) {
    if (installation !== label.installation) fail('recovery-mixed', `half ${letter} is of another installation`);
    if (set !== label.set) fail('recovery-mixed', `half ${letter} is of another recovery key of this installation`);
  }
  const bytes = openBox(recoveryKey(halves), Buffer.from(box, 'base64'), about(label));
  if (bytes?.length !== 32) fail('recovery-damaged');
  const master = masterKey(bytes);
  return master.id === label.masterKey ? master : fail('recovery-damaged');
}

export interface Recovering {
  /** Path of the file that `saveRecovery` wrote. */
  readonly recoveryFile: string;
  readonly first: string;
  readonly second: string;
  /** Path where the master key goes; nothing may be there. */
  readonly masterKeyFile: string;
}

/** Restores the master key into its file. Fails as `restoreMasterKey` does, and with `not-readable`, `key-present`. */
export async function recoverKeyFile(asked: Recovering): Promise<MasterKey> {
  const text = await readFile(asked.recoveryFile, 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(error.code === 'ENOENT' ? 'not-found' : 'not-readable', asked.recoveryFile, error),
  );
  const master = restoreMasterKey(text, asked.first, asked.second);
  await saveMasterKey(asked.masterKeyFile, master);
  return master;
}

function recoveryKey(halves: readonly Half[]) {
  const [a, b] = halves;
  const mixed = secretKey(Uint8Array.from({ length: 32 }, (_, at) => (a?.secret[at] ?? 0) ^ (b?.secret[at] ?? 0)));
  return deriveKey(mixed, noSalt, 'cofferdam/recovery/1');
}

function about({ installation, set, masterKey: id }: Omit<RecoveryFile, 'box'>): Buffer {
  return Buffer.from(JSON.stringify(['recovery', 1, installation, set, id]));
}

function parseFile(text: string): RecoveryFile {
  try {
    return recoveryFile.parse(JSON.parse(text));
  } catch {
    // The cause would quote the file.
    fail('recovery-damaged');
  }
}

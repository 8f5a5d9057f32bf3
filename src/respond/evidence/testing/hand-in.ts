import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { codeOf } from '#platform/errors';
import { openFolderStore } from '#platform/vault';
import { masterKey } from '../../../platform/vault/keys/master-key.ts';
import { openIntake } from '../intake.ts';
import { takePart, uploadStanding } from '../take-part.ts';

/** What a process of its own hands in, to be killed or to run out of room while it does. Master key in base64. */
export interface HandingIn {
  readonly database: object;
  readonly vault: string;
  readonly master: string;
  readonly incident: string;
  readonly evidence: string;
  readonly person: string;
  readonly length: number;
}

/** The plain text: pieces of 32 bytes that follow from their place. */
export function bytesOf(offset: number, length: number): Buffer {
  const first = Math.floor(offset / 32);
  const pieces = Array.from({ length: Math.ceil(length / 32) + 1 }, (_, index) =>
    createHash('sha256')
      .update(`${first + index}`)
      .digest(),
  );
  return Buffer.concat(pieces).subarray(offset - first * 32, offset - first * 32 + length);
}

if (process.argv[1] === import.meta.filename) {
  const { database, vault, master, length, person, ...upload } = JSON.parse(process.argv[2] ?? '{}') as HandingIn;
  const pool = new Pool({ ...database, max: 2 });
  const store = await openFolderStore(vault);
  const desk = { pool, now: Date.now, master: masterKey(Buffer.from(master, 'base64')), store };
  const nothing = async (): Promise<void> => undefined;
  const intake = openIntake({
    desk,
    home: 'here',
    onComplete: async () => 0,
    onSealedOff: nothing,
    checkpointBytes: 100_000,
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    let { offset } = await uploadStanding(intake, { person }, upload);
    say(`acknowledged ${offset}`);
    while (offset < length) {
      const bytes = bytesOf(offset, Math.min(250_000, length - offset));
      const pieces = async function* () {
        for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
      };
      ({ offset } = await takePart(intake, { person }, { ...upload, offset, bytes: pieces }));
      say(`acknowledged ${offset}`);
    }
  } catch (error) {
    say(`failed ${codeOf(error)}`);
  }
  await pool.end();
}

import { createHash, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { exportLogKey, makeLogKey } from '../audit/index.ts';
import { transact, transactNobody } from '../db/index.ts';
import { fail } from '../errors/index.ts';
import { makeRecovery, wrapSecret } from '../vault/index.ts';
import { personActor, recordAll } from './entries.ts';
import type { Identity, Visitor } from './identity.ts';
import { normalMail } from './mail.ts';
import { refuseWeakPassword } from './secrets/password-rules.ts';
import { hashOfTyped, makeTypedCode } from './secrets/typed-code.ts';
import { openSession, type Opened } from './sessions/open-session.ts';
import { isSetUp } from './set-up-state.ts';

/**
 * Makes the code that whoever sets the desk up has to type, 120 bits; the one of an earlier start is worth nothing from
 * then on. Undefined where the installation is set up.
 */
export async function prepareSetUp({ pool, now }: Identity): Promise<string | undefined> {
  if (await isSetUp(pool)) return undefined;
  const { code, codeHash } = makeTypedCode(15);
  await transactNobody(pool, (client) =>
    client.query(
      `insert into cofferdam.set_up_code (code_hash, made_at) values ($1, $2)
       on conflict (one_row) do update set code_hash = $1, made_at = $2`,
      [codeHash, new Date(now())],
    ),
  );
  return code;
}

export interface SetUp {
  readonly code: string;
  readonly name: string;
  readonly mail: string;
  readonly password: string;
}

export interface SetUpDone extends Opened {
  readonly installation: string;
  /** The halves of the recovery key, for two people: shown now and never again. */
  readonly halves: { readonly a: string; readonly b: string };
}

/**
 * Sets the installation up: its log begins, its first admin is there, and the recovery key is made. All in one
 * transaction; of two who try at the same time, one succeeds.
 *
 * @param saveRecovery puts the recovery file on the disk. When it returns the file is there for good: it is called before
 *   the commit, since a recovery key without its file would open nothing. A file without its set-up is harmless.
 *
 * Fails with `set-up-done`, `set-up-code-wrong`, `password-weak`.
 */
export async function setUp(
  identity: Identity,
  { code, name, mail, password }: SetUp,
  visitor: Visitor,
  saveRecovery: (file: string) => Promise<void>,
): Promise<SetUpDone> {
  const { pool, now, master, passwords } = identity;
  if (await isSetUp(pool)) fail('set-up-done');
  await transactNobody(pool, (client) => refuseWrongCode(client, code));
  refuseWeakPassword(password, { name, mail });
  const phc = await passwords.hash(password, visitor.origin);
  const [person, installation] = [randomUUID(), randomUUID()];
  return transact(pool, { person }, async (client) => {
    await refuseWrongCode(client, code);
    await addAdmin(client, { person, name, mail: normalMail(mail), phc, at: new Date(now()) });
    const key = makeLogKey();
    await client.query(
      'insert into cofferdam.installation (id, set_up_at, log_key, master_key) values ($1, $2, $3, $4)',
      [installation, new Date(now()), wrapSecret(master, 'log-key', exportLogKey(key)), master.id],
    );
    const { opened, acts } = await openSession(client, identity, { person, visitor, enrols: 'first' });
    const { file, halfA, halfB } = makeRecovery(master, installation);
    await saveRecovery(file);
    await recordAll(client, {
      now,
      actor: personActor(person),
      acts: [
        { type: 'installation-set-up', installation, admin: person, publicKey: key.publicKey },
        { type: 'recovery-key-shown', key: recoveryKeyId(file) },
        ...acts,
      ],
    });
    return { ...opened, installation, halves: { a: halfA, b: halfB } };
  });
}

/** What the log calls a recovery key: the start of the SHA-256 of its file, by which the file can be told. */
export function recoveryKeyId(file: string): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 16);
}

/**
 * The row is locked: of two set-ups the second waits here for the first. Only a statement after that sees what the first
 * did.
 */
async function refuseWrongCode(client: ClientBase, code: string): Promise<void> {
  const { rowCount } = await client.query('select from cofferdam.set_up_code where code_hash = $1 for update', [
    hashOfTyped(code),
  ]);
  const { rowCount: installed } = await client.query('select from cofferdam.installation');
  if (installed !== 0) fail('set-up-done');
  if (rowCount !== 1) fail('set-up-code-wrong');
}

async function addAdmin(
  client: ClientBase,
  who: {
    readonly person: string;
    readonly name: string;
    readonly mail: string;
    readonly phc: string;
    readonly at: Date;
  },
): Promise<void> {
  await client.query(
    `insert into cofferdam.person (id, name, mail, installation_role, created_at) values ($1, $2, $3, 'admin', $4)`,
    [who.person, who.name, who.mail, who.at],
  );
  await client.query('insert into cofferdam.password (person_id, phc, set_at) values ($1, $2, $3)', [
    who.person,
    who.phc,
    who.at,
  ]);
  await client.query('insert into cofferdam.joining (person_id, at) values ($1, $2)', [who.person, who.at]);
}

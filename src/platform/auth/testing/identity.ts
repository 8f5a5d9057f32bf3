import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { canonical, type Act, type Entry, type Sealed, verifyExport, writeExport } from '../../audit/index.ts';
import { cloneDatabase, type TestDatabase } from '../../db/testing/cluster.ts';
import { createMasterKey } from '../../vault/index.ts';
import { authenticate, type Caller } from '../sessions/authenticate.ts';
import { beginEnrolment, beginExchange, confirmEnrolment } from '../sessions/enrol.ts';
import type { Identity, InstallationRole, Visitor } from '../identity.ts';
import { originOf } from '../origin.ts';
import { invite } from '../people/invite.ts';
import { join as follow } from '../people/join.ts';
import { createPasswords } from '../secrets/passwords.ts';
import { codeOf, stepAt } from '../secrets/totp.ts';
import { type SessionCaller, sessionOf } from '../sessions/own.ts';
import { useSecondFactor } from '../sessions/second-factor.ts';
import { signIn } from '../sessions/sign-in.ts';
import { prepareSetUp, setUp } from '../set-up.ts';

/** Somebody who joined, with what he knows and holds. */
export interface Member {
  readonly id: string;
  readonly mail: string;
  readonly password: string;
  /** Of his phone; empty where he enrolled none. */
  readonly secret: Buffer;
  readonly recoveryCodes: readonly string[];
  /** The token of the session in which he joined. */
  readonly token: string;
}

export interface TestIdentity {
  readonly identity: Identity;
  readonly database: TestDatabase;
  readonly recoveryFiles: string[];
  /** Sets the clock forward, or back. It stands still otherwise. */
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

/** An identity on a database of its own, not set up. */
export async function openTestIdentity(): Promise<TestIdentity> {
  const database = await cloneDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-identity-'));
  const pool = new Pool({ ...database.app, max: 10 });
  const master = await createMasterKey(join(folder, 'master.key'));
  let time = Date.UTC(2026, 0, 1, 9);
  return {
    identity: {
      pool,
      now: () => time,
      master,
      passwords: createPasswords({ cost: { memory: 64, passes: 1, parallelism: 1 } }),
    },
    database,
    recoveryFiles: [],
    wait: (milliseconds) => {
      time += milliseconds;
    },
    async close() {
      await pool.end();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function visitorFrom(box: TestIdentity, address = '192.0.2.1'): Visitor {
  return { origin: originOf(box.identity.master, address), browser: 'Firefox on Linux' };
}

export const passwordOf = (name: string): string => createHash('sha256').update(name).digest('base64url');

/** Sets it up; the admin has enrolled his phone. */
export async function setUpAs(box: TestIdentity, mail = 'admin@desk.example'): Promise<Member> {
  const code = (await prepareSetUp(box.identity)) ?? '';
  const password = passwordOf(mail);
  const { token, person } = await setUp(
    box.identity,
    { code, name: 'Ada Admin', mail, password },
    visitorFrom(box),
    async (file) => void box.recoveryFiles.push(file),
  );
  return enrol(box, { id: person, mail, password, token });
}

/** Invites somebody who joins; `enrolled` with a phone. */
export async function addMember(
  box: TestIdentity,
  admin: Member,
  mail: string,
  {
    role = 'none',
    phone = 'enrolled',
  }: { readonly role?: InstallationRole; readonly phone?: 'enrolled' | 'none' } = {},
): Promise<Member> {
  const inviting = await callerOf(box, await signInFully(box, admin));
  const invitation = { name: mail.split('@')[0] ?? mail, mail, installationRole: role };
  const link = await invite(box.identity, inviting, invitation);
  const password = passwordOf(mail);
  const { token, person } = await follow(box.identity, { token: link.token, password }, visitorFrom(box));
  const member = { id: person, mail, password, token, secret: Buffer.alloc(0), recoveryCodes: [] };
  return phone === 'none' ? member : enrol(box, member);
}

type Unenrolled = Pick<Member, 'id' | 'mail' | 'password' | 'token'>;

/** By a session that has its rights, with the phone he has, another one is put in its place. */
export async function enrol(box: TestIdentity, member: Unenrolled & Partial<Member>): Promise<Member> {
  const caller = await callerOf(box, member.token);
  const { secret: shown } = caller.hasSecondFactor
    ? await beginExchange(
        box.identity,
        caller,
        { code: nextCode(box, member.secret ?? Buffer.alloc(0)) },
        visitorFrom(box),
      )
    : await beginEnrolment(box.identity, caller);
  const secret = fromBase32(shown);
  const { token, recoveryCodes } = await confirmEnrolment(
    box.identity,
    caller,
    { code: nextCode(box, secret) },
    visitorFrom(box),
  );
  return { ...member, secret, token, recoveryCodes };
}

/** The code that the phone shows next: what it showed before was used. */
export function nextCode(box: TestIdentity, secret: Uint8Array): string {
  box.wait(30_000);
  return codeOf(secret, stepAt(box.identity.now()));
}

/** @returns the token of a session with its rights */
export async function signInFully(box: TestIdentity, member: Member, address?: string): Promise<string> {
  const visitor = visitorFrom(box, address);
  const { token } = await signIn(box.identity, member, visitor);
  const caller = await callerOf(box, token);
  return (await useSecondFactor(box.identity, caller, { code: nextCode(box, member.secret) }, visitor)).token;
}

export async function callerOf(box: TestIdentity, token: string): Promise<SessionCaller> {
  return sessionOf(await authenticate(box.identity, { session: token }));
}

export async function callerOfKey(box: TestIdentity, key: string): Promise<Caller | undefined> {
  return authenticate(box.identity, { key });
}

/** All acts of the log, in order. */
export async function actsOf(box: TestIdentity): Promise<Act[]> {
  return (await entriesOf(box)).map(({ entry }) => entry.act);
}

/** How often a kind of act is in the log, with these fields. */
export async function countActs(box: TestIdentity, act: Partial<Act>): Promise<number> {
  const acts = await actsOf(box);
  return acts.filter((one) => Object.entries(act).every(([key, value]) => Reflect.get(one, key) === value)).length;
}

/** What `cofferdam verify` says of the whole log. */
export async function verdictOf(box: TestIdentity): Promise<string> {
  const { rows } = await box.database.owner.query<{ id: string }>('select id from cofferdam.installation');
  const text = (await Array.fromAsync(writeExport(rows[0]?.id ?? '', await entriesOf(box)))).join('');
  return (await verifyExport(new Blob([text]).stream() as AsyncIterable<Uint8Array>)).verdict;
}

async function entriesOf({ database }: TestIdentity): Promise<Sealed[]> {
  const { rows } = await database.owner.query<{ body: string; hash: string }>(
    `select body, hash from cofferdam.log_entry where chain = 'log' order by seq`,
  );
  return rows.map(({ body, hash }) => {
    const entry = JSON.parse(body) as Entry;
    if (canonical(entry) !== body) throw new Error('not canonical');
    return { entry, hash };
  });
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'));
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export const failing = (code: string) => ({ code });

import { hash as digest } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../errors/index.ts';
import { type Act, actSchema, type Deed, mayStand, nameOf } from './acts/index.ts';
import { hex64, id, instant, word } from './acts/fields.ts';
import { canonical } from './canonical.ts';

/** The chain over all; every other chain is that of an incident and has its id. */
export const logChain = 'log';

/** Who acted: a person, an API key in somebody's name, or a part of the program, by its name. */
const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id }),
  z.strictObject({ kind: z.literal('key'), id }),
  z.strictObject({ kind: z.literal('system'), id: word }),
]);
export type Actor = z.infer<typeof actorSchema>;

export const entrySchema = z.strictObject({
  v: z.literal(1),
  /** `log`, or the id of an incident. */
  chain: z.union([z.literal(logChain), id]),
  /** From 1, without a gap. */
  seq: z.int().min(1),
  at: instant,
  actor: actorSchema,
  act: actSchema,
  /** Hash of the entry before it in its chain; 64 zeros for the first. */
  prev: hex64,
});
export type Entry = z.infer<typeof entrySchema>;

/** An entry with its hash: SHA-256 over its canonical form, in hexadecimal digits. */
export interface Sealed {
  readonly entry: Entry;
  readonly hash: string;
}

/** The last entry of a chain. */
export interface Head {
  readonly chain: string;
  /** 0 where the chain has no entry yet. */
  readonly seq: number;
  readonly hash: string;
}

/** Both chains that an act of an incident goes to. */
export interface Heads {
  readonly incident: Head;
  readonly log: Head;
}

/** An act that is to be recorded. */
export interface Recording<A extends Act = Deed> {
  /** Milliseconds since 1970 UTC, from the clock; taken when the head is locked, so that times follow the order. */
  readonly at: number;
  readonly actor: Actor;
  readonly act: A;
}

export function emptyChain(chain: string): Head {
  return { chain, seq: 0, hash: '0'.repeat(64) };
}

export function headOf({ entry: { chain, seq }, hash }: Sealed): Head {
  return { chain, seq, hash };
}

export function sha256(text: string): string {
  return digest('sha256', text, 'hex');
}

/** The program itself, where it writes what holds the log together. */
export const logItself: Actor = { kind: 'system', id: 'log' };

/**
 * The next entry of a chain. Whoever calls holds the lock on the head of the log (docs/adr/0008) and stores the entry in
 * the transaction of the act. Fails with `log-entry-invalid` where a field is not what its kind says or the act does not
 * belong into this chain: that is a mistake of the caller, and the act must not go through without its entry.
 */
export function append(head: Head, recording: Recording<Act>): Sealed {
  const { act, actor, at } = recording;
  const next = { v: 1, chain: head.chain, seq: head.seq + 1, at: timeOf(at), actor, act, prev: head.hash };
  const checked = entrySchema.safeParse(next);
  if (!checked.success) fail('log-entry-invalid', `${nameOf(act)}: ${fieldOf(checked.error)}`);
  const entry = checked.data;
  if (!mayStand(entry.act.type, entry.chain, entry.seq)) {
    fail('log-entry-invalid', `${entry.act.type}: not at this place of this chain`);
  }
  return { entry, hash: sha256(canonical(entry)) };
}

/**
 * The next entry of an incident, and the entry of the log that carries its place and hash: without it nobody could see
 * that the chain of an incident was cut. Both are stored in the transaction of the act. Fails as `append` does.
 */
export function appendToIncident(
  heads: Heads,
  recording: Recording,
): { readonly entry: Sealed; readonly link: Sealed } {
  const entry = append(heads.incident, recording);
  const { chain, seq } = entry.entry;
  const act = { type: 'chain-linked', chain, seq, head: entry.hash } as const;
  return { entry, link: append(heads.log, { at: recording.at, actor: logItself, act }) };
}

function timeOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? fail('log-entry-invalid', 'at: not a time') : date.toISOString();
}

/** The name of the field that is wrong; never its value. */
export function fieldOf(error: z.ZodError): string {
  const path = error.issues[0]?.path.map(String).join('.') ?? '';
  return /^[A-Za-z0-9.]{1,60}$/.test(path) ? path : 'its fields';
}

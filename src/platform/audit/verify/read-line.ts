import { z } from 'zod';
import { CofferdamError } from '../../errors/index.ts';
import { hex64 } from '../acts/fields.ts';
import { mayStand } from '../acts/index.ts';
import { readCanonical } from '../canonical.ts';
import { type SignedCheckpoint, signedCheckpointSchema } from '../checkpoint.ts';
import { type Entry, entrySchema, fieldOf, sha256 } from '../entry.ts';
import { type Footer, footerSchema, headerSchema } from '../export/form.ts';
import type { BreakKind } from './breaks.ts';
import type { Line } from './lines.ts';

/** One line of an export, or what is wrong with it for itself. */
export type ReadLine =
  | { readonly is: 'header'; readonly installation: string }
  | { readonly is: 'entry'; readonly entry: Entry; readonly hash: string }
  | { readonly is: 'checkpoint'; readonly signed: SignedCheckpoint; readonly hash: string }
  | { readonly is: 'footer'; readonly footer: Footer }
  | Wrong;

/** `chain` and `seq` where the line is an entry that says so; `hashes` that what follows may hold on to. */
export interface Wrong {
  readonly is: 'wrong';
  readonly kind: BreakKind;
  readonly detail: string | undefined;
  readonly chain: string | null;
  readonly seq: number | null;
  readonly hashes: readonly string[];
}

const sealedSchema = z.strictObject({ entry: z.unknown(), hash: hex64 });
const placeSchema = z.object({ chain: entrySchema.shape.chain, seq: entrySchema.shape.seq });

/** What stands around the canonical entry in its line: `{"entry":` and `,"hash":"…"}`. */
const [before, after] = ['{"entry":'.length, ',"hash":""}'.length + 64];

/** Reads a line without regard to those around it. */
export function readLine(line: Line): ReadLine {
  if ('refused' in line) {
    if (line.refused === 'no-end') return wrong('export-cut', 'the last line has no end');
    return wrong('line-not-canonical', line.refused === 'too-long' ? 'longer than 64 KiB' : 'not UTF-8');
  }
  let value: unknown;
  try {
    value = readCanonical(line.text);
  } catch (error) {
    if (error instanceof CofferdamError) return wrong('line-not-canonical', detailOf(error));
    throw error;
  }
  if (typeof value !== 'object' || value === null) return wrong('line-not-canonical', 'not an object');
  if ('entry' in value) return readEntry(value, line.text);
  if ('checkpoint' in value) return readCheckpoint(value, line.text);
  if ('header' in value) {
    const { success, data } = headerSchema.safeParse(value);
    return success ? { is: 'header', installation: data.header.installation } : wrong('header-wrong');
  }
  const { success, data } = footerSchema.safeParse(value);
  return success ? { is: 'footer', footer: data.footer } : wrong('footer' in value ? 'footer-wrong' : 'entry-invalid');
}

function readEntry(value: object, text: string): ReadLine {
  const sealed = sealedSchema.safeParse(value);
  if (!sealed.success) return wrong('entry-invalid', fieldOf(sealed.error));
  // The line is canonical, so this part of it is the canonical entry.
  const computed = sha256(text.slice(before, -after));
  const { hash } = sealed.data;
  const said = placeSchema.safeParse(sealed.data.entry);
  const at = { chain: said.data?.chain ?? null, seq: said.data?.seq ?? null, hashes: [hash, computed] };
  if (computed !== hash) return { ...wrong('entry-changed'), ...at };
  const { success, data: entry, error } = entrySchema.safeParse(sealed.data.entry);
  if (!success) return { ...wrong('entry-invalid', fieldOf(error)), ...at };
  const { act, chain, seq, prev } = entry;
  const isFirst = seq === 1;
  if (!mayStand(act.type, chain, seq) || isFirst !== /^0{64}$/.test(prev)) {
    return { ...wrong('entry-invalid', `${act.type} at this place`), ...at };
  }
  return { is: 'entry', entry, hash };
}

function readCheckpoint(value: object, text: string): ReadLine {
  const { success, data, error } = signedCheckpointSchema.safeParse(value);
  if (!success) return wrong('checkpoint-wrong', fieldOf(error));
  return { is: 'checkpoint', signed: data, hash: sha256(text) };
}

function wrong(kind: BreakKind, detail?: string): Wrong {
  return { is: 'wrong', kind, detail, chain: null, seq: null, hashes: [] };
}

/** What canonical.ts says in brackets: a column or a kind of value. */
function detailOf({ message }: CofferdamError): string | undefined {
  return /\(([^)]*)\)/.exec(message)?.[1];
}

import { CofferdamError } from '#platform/errors';
import type { Input, Sink } from '../contract.ts';
import { drain, lend } from './lend.ts';
import { Pull } from './pull.ts';

/** A format that holds one content, in one stream or several behind one another. */
export interface Packing {
  /** Endings of names, and what takes their place. */
  readonly endings: readonly (readonly [RegExp, string])[];
  begins(bytes: Buffer): boolean;
  /** Unpacks one stream. Throws behind what came out before. */
  unpack(pull: Pull): AsyncGenerator<Buffer>;
}

/** Bytes by which the beginning of a stream is known. */
const known = 16;

/** Hands out the content as a member, and what comes behind the last stream as another. */
export async function extractPacked(input: Input, sink: Sink, name: string | undefined, packing: Packing) {
  const pull = new Pull(input.stream());
  try {
    const content = streams(pull, sink, packing);
    await sink.member(withoutEnding(name, packing.endings), lend(content));
    await drain(content);
    await trailing(pull, sink);
  } finally {
    await pull.close();
  }
}

/** `dump.sql.gz` holds `dump.sql`, `a.tgz` holds `a.tar`. */
export function withoutEnding(name: string | undefined, endings: Packing['endings']): string {
  let base = name?.replace(/^.*\//s, '') ?? '';
  for (const [ending, instead] of endings) base = base.replace(ending, instead);
  return base === '' ? 'content' : base;
}

/** All streams. Damage ends it for this file as well as for the member, which may still be inspected as far as it came. */
async function* streams(pull: Pull, sink: Sink, packing: Packing): AsyncGenerator<Buffer> {
  try {
    do {
      yield* packing.unpack(pull);
      await passZeros(pull, packing);
    } while (packing.begins(await pull.peek(known)));
  } catch (error) {
    if (error instanceof CofferdamError) sink.partial(error.code);
    throw error;
  }
}

/** Zeros between two streams are padding; where something else comes, they are left to `trailing`. */
async function passZeros(pull: Pull, packing: Packing): Promise<void> {
  const seen = await pull.peek(4096);
  const at = seen.findIndex((byte) => byte !== 0);
  if (at > 0 && packing.begins(seen.subarray(at))) pull.take(at);
}

/** Zeros are the padding of tapes and block devices; anything else is a member of its own. */
export async function trailing(pull: Pull, sink: Sink): Promise<void> {
  for (let chunk = await pull.chunk(); chunk !== undefined; chunk = await pull.chunk()) {
    const at = chunk.findIndex((byte) => byte !== 0);
    if (at < 0) continue;
    pull.unread(chunk.subarray(at));
    const start = pull.offset;
    await sink.member(`(bytes from ${start})`, rest(pull));
    return;
  }
}

async function* rest(pull: Pull): AsyncGenerator<Buffer> {
  for (let chunk = await pull.chunk(); chunk !== undefined; chunk = await pull.chunk()) yield chunk;
}

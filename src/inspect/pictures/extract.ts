import { Pull } from '../archives/pull.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../contract.ts';
import type { Page } from './exif.ts';
import { showText } from './show.ts';
import { Report } from './report.ts';

/** Reads what a kind of picture says of itself, up to its end, and tells its size. */
export type PropertyReader = (pull: Pull, report: Report) => Promise<Page | undefined>;

/** A picture: its properties, then what is behind its end, which no viewer shows. */
export async function extractPicture(
  input: Input,
  sink: Sink,
  context: ExtractContext,
  read: PropertyReader,
): Promise<void> {
  const random = await randomAccess(input, context.limits.maxHeldBytes);
  const report = new Report(sink, context);
  const pull = new Pull(random.stream());
  try {
    const page = await read(pull, report);
    await report.end();
    await showText(random, page === undefined ? [] : [page], sink, context, pull.offset);
    await trailing(pull, sink);
  } finally {
    await pull.close();
  }
}

/** Zeros and line ends are padding. */
async function trailing(pull: Pull, sink: Sink): Promise<void> {
  for (let chunk = await pull.chunk(); chunk !== undefined; chunk = await pull.chunk()) {
    const at = chunk.findIndex((byte) => byte !== 0 && byte !== 0x0a && byte !== 0x0d && byte !== 0x20);
    if (at < 0) continue;
    pull.unread(chunk.subarray(at));
    return sink.member('(bytes after the end)', rest(pull));
  }
}

async function* rest(pull: Pull): AsyncGenerator<Buffer> {
  for (let chunk = await pull.chunk(); chunk !== undefined; chunk = await pull.chunk()) yield chunk;
}

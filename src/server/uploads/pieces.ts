import type { IncomingMessage } from 'node:http';
import { fail } from '#platform/errors';

export interface Pace {
  /** Milliseconds in which at least `bytes` must come. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** 4 KiB in half a minute: slower than any modem, and faster than somebody who only wants to hold a connection. */
const slowest: Pace = { milliseconds: 30_000, bytes: 4096 };

/**
 * The body of a request, piece by piece as it comes. Ends with `upload-slow` where it comes slower than `pace`, with the
 * reason of `replaced` where that is set, and with the error of the connection where it breaks. The socket stays open in
 * the first two cases, so that the answer gets through.
 */
export async function* piecesOf(
  body: IncomingMessage,
  replaced: AbortSignal,
  pace: Pace = slowest,
): AsyncGenerator<Uint8Array> {
  let window = { since: performance.now(), bytes: 0 };
  for (;;) {
    replaced.throwIfAborted();
    const piece = body.read() as Buffer | null;
    if (piece !== null) {
      window.bytes += piece.length;
      yield piece;
      continue;
    }
    if (body.readableEnded) return;
    if (body.errored !== null) throw body.errored;
    if (body.destroyed) fail('upload-cut');
    const left = window.since + pace.milliseconds - performance.now();
    if (left <= 0) {
      if (window.bytes < pace.bytes) fail('upload-slow');
      window = { since: performance.now(), bytes: 0 };
      continue;
    }
    await news(body, replaced, left);
  }
}

const events = ['readable', 'end', 'error', 'close'] as const;

/** Waits until something happens to the body, and for so many milliseconds at most. */
function news(body: IncomingMessage, replaced: AbortSignal, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      for (const event of events) body.off(event, done);
      replaced.removeEventListener('abort', done);
      resolve();
    }
    for (const event of events) body.on(event, done);
    replaced.addEventListener('abort', done);
  });
}

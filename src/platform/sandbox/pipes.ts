import { Console } from 'node:console';
import { writevSync } from 'node:fs';
import { Socket } from 'node:net';
import process from 'node:process';
import { Readable, Writable } from 'node:stream';
import { type Frame, FrameDecoder, encodeFrame } from './frames.ts';
import type { FromChild } from './protocol.ts';

/**
 * Calls `receive` for each frame on stdin; exits when stdin ends, as it does when the parent dies.
 * Strategies tried, 512 KiB writes from the parent, 2 cores: `process.stdin.on('data')` 1.7 GB/s and a
 * buffer per 64 KiB; a socket with a buffer of its own 3.6 GB/s.
 */
export function listen(receive: (frame: Frame) => void): void {
  const decoder = new FrameDecoder(0xffffffff);
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  const callback = (length: number): boolean => {
    decoder.push(buffer.subarray(0, length), receive);
    return true;
  };
  const socket = new Socket({ fd: 0, readable: true, writable: false, onread: { buffer, callback } });
  socket.on('end', () => process.exit(0));
  socket.on('error', () => process.exit(0));
  socket.read(0);
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Synchronous: order is kept, and what was sent before a crash arrives. The parent never stops reading. */
export function send(message: FromChild, body?: Uint8Array): void {
  let parts: Uint8Array[] = encodeFrame(message, body).filter((part) => part.length > 0);
  while (parts.length > 0) {
    try {
      parts = rest(parts, writevSync(1, parts));
    } catch (error) {
      // Anything else than a full pipe that does not block means that the parent is gone.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') process.exit(0);
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

function rest(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  return parts.flatMap((part) => {
    const cut = Math.min(skip, part.length);
    skip -= cut;
    return cut === part.length ? [] : [part.subarray(cut)];
  });
}

/**
 * Parsers like to talk; on stdout that would break the frames, and it may quote the data. `process.stdout` goes too: it
 * makes the pipe non-blocking as soon as it is looked at.
 */
export function silence(): void {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  Reflect.defineProperty(process, 'stdout', { value: nowhere });
  Reflect.defineProperty(process, 'stdin', { value: Readable.from([]) });
  globalThis.console = new Console(nowhere);
}

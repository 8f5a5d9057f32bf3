import type { NamelessFile } from './file.ts';

/** Bytes kept in order of arrival: append all, read from the start as often as needed, close. */
export interface Log {
  append(bytes: Uint8Array): Promise<void>;
  /** All bytes in order, cut anywhere. A piece is valid until the next is taken. */
  read(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

export function createLog(memory: number, openFile: () => Promise<NamelessFile>): Log {
  const held = new Uint8Array(memory);
  let used = 0;
  let file: NamelessFile | undefined;
  return {
    async append(bytes) {
      for (let from = 0; from < bytes.length; ) {
        if (used === held.length) {
          file ??= await openFile();
          await file.append(held);
          used = 0;
        }
        const part = bytes.subarray(from, Math.min(bytes.length, from + held.length - used));
        held.set(part, used);
        used += part.length;
        from += part.length;
      }
    },
    async *read() {
      const piece = new Uint8Array(memory);
      const size = file?.size ?? 0;
      for (let at = 0; at < size; ) {
        const part = piece.subarray(0, Math.min(piece.length, size - at));
        await file?.read(part, at);
        at += part.length;
        yield part;
      }
      if (used > 0) yield held.subarray(0, used);
    },
    async close() {
      await file?.close();
      file = undefined;
      used = 0;
    },
  };
}

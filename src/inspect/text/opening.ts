import { isAscii } from 'node:buffer';
import type { Input, Sink } from '../contract.ts';
import { TextReader } from './decode.ts';
import { detectEncoding } from './encoding.ts';
import { portions } from './portions.ts';

/**
 * The text of an input in portions. The encoding is decided on the first portion that is not plain ASCII: in a large
 * file the first accent may come long after the head. Reports `encoding-uncertain` when bytes had to be replaced.
 */
export async function* openText(input: Input, sink: Sink): AsyncGenerator<string> {
  const onInvalid = (count: number): void => {
    if (count > 0) sink.partial('encoding-uncertain');
  };
  let reader: TextReader | undefined;
  for await (const portion of portions(input.stream())) {
    if (reader === undefined && isAscii(portion) && !portion.includes(0) && !portion.includes(0x1b)) {
      yield portion.toString('latin1');
      continue;
    }
    reader ??= new TextReader(detectEncoding(portion)?.encoding ?? 'utf-8', onInvalid);
    const text = reader.read(portion, false);
    if (text.length > 0) yield text;
  }
  const rest = reader?.read(Buffer.alloc(0), true) ?? '';
  if (rest.length > 0) yield rest;
}

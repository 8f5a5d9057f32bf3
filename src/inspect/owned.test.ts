import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { owned } from './owned.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('remembered words do not keep the texts that they were cut from', () => {
  const words: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let block = 0; block < 200; block += 1) {
    const text = Buffer.alloc(256 * 1024, `Bahnhofstrasse ${block} `).toString('latin1');
    words.push(owned(text.slice(1, 60)));
  }
  collect();
  expect(words).toHaveLength(200);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * 256 * 1024);
});

test('the text stays what it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => owned(text) === text));
});

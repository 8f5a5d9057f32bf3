import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openServerLog } from './log.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-log-'));
  folders.push(folder);
  return join(folder, 'log');
}

test('two files never hold more than twice the limit, and end with what was said last', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 60 }), (texts) => {
      const path = place();
      const bytes = 400;
      // Written in two lives, cut anywhere.
      const half = texts.length >> 1;
      for (const part of [texts.slice(0, half), texts.slice(half)]) {
        const log = openServerLog(path, bytes);
        for (const text of part) log.append(text);
        log.append('\n');
        log.close();
      }
      const names = readdirSync(join(path, '..')).sort();
      const all = names.toReversed().map((name) => readFileSync(join(path, '..', name), 'utf8'));
      expect(names.length).toBeLessThanOrEqual(2);
      for (const name of names) {
        expect(statSync(join(path, '..', name)).size).toBeLessThanOrEqual(bytes + 1);
        expect(statSync(join(path, '..', name)).mode & 0o777).toBe(0o600);
      }
      const said = `${texts.slice(0, half).join('')}\n${texts.slice(half).join('')}\n`;
      if (Buffer.byteLength(said) < bytes / 2) expect(all.join('')).toBe(said);
    }),
    { numRuns: 60 },
  );
});

test('the last lines are whole however they arrive, and forgotten when a new server begins', () => {
  const log = openServerLog(place());
  for (const piece of ['one\ntw', 'o\nthr', 'ee']) log.append(piece);
  expect(log.tail()).toEqual(['one', 'two', 'three']);
  log.append(`\n${Array.from({ length: 100 }, (_, line) => line).join('\n')}\n`);
  expect(log.tail()).toHaveLength(40);
  expect(log.tail().at(-1)).toBe('99');
  log.begin();
  expect(log.tail()).toEqual([]);
  log.close();
});

test('a log that cannot be written is kept in memory', () => {
  const log = openServerLog(join(place(), 'no', 'such', 'folder'));
  log.append('FATAL:  No space left on device\n');
  expect(log.tail()).toEqual(['FATAL:  No space left on device']);
  log.close();
});

import { closeSync, mkdtempSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cofferdam, descendants, procFile, type Read, resultOf } from './run.ts';

const mebibyte = 1024 * 1024;
/** Megabytes of the line. Measured: 28 s for all files of this test on 2 busy cores, 245 MB of memory at most. */
const size = 1024;
const mostMegabytes = 600;

let folder: string;
let read: Read;
let peak = 0;
const at = (name: string) => join(folder, name);

/** The other formats take a smaller one: what grows with the line would show at this size too. */
const others = 64;

/** Writes one line of `megabytes`, each with one address in it. */
function writeLine(
  name: string,
  megabytes: number,
  first: string,
  last: string,
  piece: (text: string) => string,
): void {
  const file = openSync(at(name), 'w');
  writeSync(file, first);
  for (let number = 0; number < megabytes; number += 1) {
    const text = piece(`mara.lindqvist.${number}@hafenkontor.eu `);
    writeSync(file, text + 'ballast '.repeat(mebibyte / 8).slice(text.length));
  }
  writeSync(file, last);
  closeSync(file);
}

/** Memory that the process and all it started hold at this moment, in MB. */
function heldBy(pid: number): number {
  const kilobytes = [pid, ...descendants(pid)].map((one) =>
    Number(/^VmRSS:\s+(\d+)/m.exec(procFile(one, 'status'))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1000;
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  writeLine('line.txt', size, '', '', (text) => text);
  writeLine('line.json', others, '{"note":"', '"}', (text) => text);
  writeLine('line.csv', others, 'name,e-mail,note\nMara,', ',x\n', (text) => `${text},`);
  writeLine('quoted.csv', others, 'name,note\nMara,"', '"\n', (text) => text);
  const ran = await cofferdam(['inspect', '--format', 'json', '--jobs', '1', folder], {
    during: (child) => {
      const sampling = setInterval(() => (peak = Math.max(peak, heldBy(child.pid ?? 0))), 100);
      child.once('exit', () => clearInterval(sampling));
    },
  });
  read = resultOf(ran);
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files of one line', () => {
  it('are read in memory that does not grow with the line', () => {
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(mostMegabytes);
  });

  it('are read to the end: plain text gives each address once, at its byte', () => {
    const text = read.byPath.get(at('line.txt'));
    expect(text).toMatchObject({ status: 'inspected', bytes: size * mebibyte });
    expect(text?.findings.map(({ span }) => span.start)).toEqual(
      Array.from({ length: size }, (_, at) => at * mebibyte),
    );
    expect(new Set(text?.findings.map(({ where }) => where.line))).toEqual(new Set([1]));
  });

  it.each(['line.json', 'line.csv', 'quoted.csv'])('%s is read to the end as well', (name) => {
    expect(read.byPath.get(at(name))).toMatchObject({ status: 'inspected' });
    expect(read.byPath.get(at(name))?.findings).toHaveLength(others);
  });
});

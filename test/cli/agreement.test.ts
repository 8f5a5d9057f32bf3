import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRange } from '../range/index.ts';
import { cofferdam, type Ran, type Result, type ResultFile } from './run.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const megabyte = 1024 * 1024;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every finding, and the bytes at its span in the text that `extract` prints for its file. */
function* valuesIn(result: Result, extracted: string) {
  const texts = new Map<string, Buffer[]>();
  for (const line of extracted.split('\n').filter((one) => one !== '')) {
    const { path, text } = JSON.parse(line) as { path: string; text: string };
    texts.set(path, [...(texts.get(path) ?? []), Buffer.from(text)]);
  }
  for (const { path, findings } of result.files) {
    const text = Buffer.concat(texts.get(path) ?? []);
    for (const finding of findings) {
      yield { path, finding, inText: text.subarray(finding.span.start, finding.span.end).toString() };
    }
  }
}

/** Inspects with values shown, once for each number of jobs; the results as written. */
async function inspected(path: string, ...jobs: number[]): Promise<{ ran: Ran; json: string }[]> {
  const all: { ran: Ran; json: string }[] = [];
  for (const number of jobs) {
    const output = at('result.json');
    const args = ['inspect', '--reveal', '--format', 'json', '--jobs', String(number), '-o', output, path];
    all.push({ ran: await cofferdam(args), json: readFileSync(output, 'utf8') });
  }
  return all;
}

describe('a leak in all formats', () => {
  let result: Result;
  let again: Result;
  let extracted: string;

  beforeAll(async () => {
    await writeRange({ seed: 11, out: at('range'), persons: 60 });
    const [one, two] = await inspected(at('range'), 1, 2);
    result = JSON.parse(one?.json ?? '') as Result;
    again = JSON.parse(two?.json ?? '') as Result;
    await cofferdam(['extract', '--format', 'ndjson', '-o', at('extracted'), at('range')]);
    extracted = readFileSync(at('extracted'), 'utf8');
  }, 600_000);

  it('gives the same result whether one file is read at a time or two', () => {
    expect(again).toEqual(result);
  });

  it('has each value where its span says, in the text that extract prints', () => {
    let count = 0;
    for (const { path, finding, inText } of valuesIn(result, extracted)) {
      count += 1;
      expect(inText, `${path} ${finding.rule}`).toBe(finding.value);
    }
    expect(count).toBeGreaterThan(1000);
  });

  it('masks each value', () => {
    for (const { finding } of valuesIn(result, extracted)) {
      expect(finding.redacted).not.toContain(finding.value);
      expect(finding.redacted).not.toBe('');
    }
  });

  it('counts what it lists', () => {
    const counts: Record<string, number> = {};
    for (const { finding } of valuesIn(result, extracted)) counts[finding.element] = (counts[finding.element] ?? 0) + 1;
    expect(result.elements).toEqual(counts);
  });
});

/** Text of 26 MB that is cut in several places, with rare findings. */
function long(line: (number: number) => string): string {
  const lines: string[] = [];
  for (let bytes = 0, number = 0; bytes < 26 * megabyte; number += 1) {
    const next = line(number);
    bytes += Buffer.byteLength(next);
    lines.push(next);
  }
  return lines.join('');
}

const words = ['Überführung', 'naïve', 'ключ', '港口', 'plain words', '🚢🚢', 'ein Satz ohne Sinn', 'mot à mot'];
const filler = (number: number) => `${words[number % 8]} ${words[(number * 3) % 8]} ${number} `.repeat(24);
const mail = (number: number) => (number % 40 === 0 ? `person.${number}@hafenkontor.eu` : '');

describe('a large file', () => {
  const found = new Map<string, readonly (ResultFile | undefined)[]>();
  let persons: unknown[];

  beforeAll(async () => {
    mkdirSync(at('large'));
    const files: Record<string, string> = {
      'quoted.csv': `\ufeffname,e-mail,note\r\n${long((at) => `"Lindqvist, Mara",${mail(at)},"${filler(at)}\n""${at}""\r\n\n${filler(at + 1)}"\r\n`)}`,
      'mark.txt': `\ufeff${long((at) => `${filler(at)}${mail(at)}\n`)}`,
      'nul.txt': long((at) => `${filler(at)}${at % 7 === 0 ? '\0' : ''} ${mail(at)}\n`),
      'open.csv': `name,e-mail,note\n${long((at) => `Mara,${mail(at)},${filler(at)}${at === 9000 ? ' 12" ' : ''}\n`)}`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(at(`large/${name}`), text);
    const runs = (await inspected(at('large'), 1, 2)).map(({ json }) => JSON.parse(json) as Result);
    for (const name of Object.keys(files)) {
      const path = at(`large/${name}`);
      found.set(
        name,
        runs.map(({ files }) => files.find((file) => file.path === path)),
      );
    }
    persons = runs.map((run) => run.persons);
  }, 600_000);

  it.each(['quoted.csv', 'mark.txt', 'nul.txt', 'open.csv'])(
    '%s gives the same spans, lines, counts and hash in parts as whole',
    (name) => {
      const [whole, parts] = found.get(name) ?? [];
      expect(whole?.findings.length).toBeGreaterThan(200);
      expect(parts).toEqual(whole);
    },
  );

  it('gives the same persons', () => {
    expect(persons[1]).toEqual(persons[0]);
  });
});

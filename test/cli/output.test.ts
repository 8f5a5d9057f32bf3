import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { good } from './hostile.ts';
import { asOrdinaryUser } from './ordinary-user.ts';
import { cofferdam, program, type Result } from './run.ts';

const rosterSource = readFileSync(join(import.meta.dirname, '../../src/cli/roster.ts'), 'utf8');
const rosterIsRead = !rosterSource.includes('return Promise.resolve()');

let folder: string;
const at = (name: string) => join(folder, name);
const secret = 'mara.lindqvist@hafenkontor.eu';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  chmodSync(folder, 0o755);
  mkdirSync(at('leak'));
  mkdirSync(at('results'));
  writeFileSync(at('leak/good.csv'), good);
  writeFileSync(at('leak/=HYPERLINK("x").csv'), 'e-mail\n=1+1@hafenkontor.eu\n+mara@hafenkontor.eu\n');
  writeFileSync(at('leak/many.txt'), `${secret}\n`.repeat(3000));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('where the result goes', () => {
  it('slips of the caller are told before anything is read or overwritten', async () => {
    writeFileSync(at('results/kept.json'), 'kept');
    writeFileSync(at('results/roster.csv'), `colour,size\n${secret},9\n`);
    const leak = at('leak');
    const kept = ['-o', at('results/kept.json')];
    for (const args of [
      ['inspect', '--format', 'json', ...kept, at('none')],
      ['inspect', '--colour', leak],
      ['inspect', '--jobs', '0', leak],
      ['inspect', '--max-bytes', 'lots', leak],
      ['inspect', '--reveal', leak],
      ['inspect', '--reveal', '-o', at('results/table'), leak],
      ['inspect', '--password-file', at('none'), ...kept, leak],
      ['inspect', '-o', at('leak/good.csv'), leak, at('leak/good.csv')],
      ['inspect', '--persons', at('leak/good.csv'), at('leak/good.csv')],
      ['extract', '-o', at('leak/good.csv'), at('leak/good.csv')],
      ['inspect'],
    ]) {
      const { code, err, out } = await cofferdam(args);
      expect([code, out], args.join(' ')).toEqual([2, '']);
      expect(err).not.toBe('');
    }
    expect(readFileSync(at('results/kept.json'), 'utf8')).toBe('kept');
    expect(readFileSync(at('leak/good.csv'), 'utf8')).toBe(good);
    expect(existsSync(at('results/table'))).toBe(false);
  });

  it.skipIf(!rosterIsRead)(
    'a roster that is not understood ends the run with its line and without its values',
    async () => {
      writeFileSync(at('results/kept.json'), 'kept');
      const args = ['inspect', '--roster', at('results/roster.csv'), '-o', at('results/kept.json'), at('leak')];
      const { code, err, out } = await cofferdam(args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('The roster was not understood');
      expect(err).not.toContain('mara');
      expect(readFileSync(at('results/kept.json'), 'utf8')).toBe('kept');
    },
  );

  it('a file that cannot be written, or that does not fit, is said', async () => {
    const missing = await cofferdam(['inspect', '-o', at('nowhere/result'), at('leak')]);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('The output could not be written');
    const full = await cofferdam(['inspect', '--format', 'json', '-o', '/dev/full', at('leak')]);
    expect(full.code).toBe(1);
    expect(full.err).toContain('The output could not be written');
    expect(full.err).not.toContain('mara');
  });

  it('a device that all use stays open to all', async () => {
    const { mode } = statSync(devNull);
    const { code } = await cofferdam(['inspect', '-o', devNull, at('leak')]);
    expect(code).toBe(3);
    expect(statSync(devNull).mode).toBe(mode);
  });

  it('a reader of the output that goes away ends the run without noise', async () => {
    const child = spawn(program, ['inspect', '--format', 'ndjson', at('leak')], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, err]).toEqual([1, '']);
  });

  it('a result in the inspected folder is not inspected itself', async () => {
    const path = at('leak/result.ndjson');
    writeFileSync(path, good);
    const { code } = await cofferdam(['inspect', '--format', 'ndjson', '-o', path, at('leak')]);
    const result = readFileSync(path, 'utf8');
    rmSync(path);
    expect(code).toBe(3);
    expect(result).not.toContain('result.ndjson');
    expect(result).toContain('"type":"summary"');
  });

  it.skipIf(asOrdinaryUser === undefined)('a password file that may not be read is said', async () => {
    writeFileSync(at('results/passwords'), 'quay-street\n');
    chmodSync(at('results/passwords'), 0o000);
    const args = ['inspect', '--password-file', at('results/passwords'), at('leak')];
    const { code, err, out } = await cofferdam(args, { front: asOrdinaryUser ?? [] });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('may not be read (--password-file)');
  });
});

describe('values', () => {
  it('are masked in all formats, on standard output and on standard error', async () => {
    for (const format of ['table', 'html', 'json', 'ndjson', 'csv', 'sarif']) {
      const { out, err } = await cofferdam(['inspect', '--format', format, at('leak')]);
      expect(out).not.toBe('');
      expect(out + err).not.toContain(secret);
    }
  });

  it('are revealed only into a file of the caller alone, with a warning, and never to standard output', async () => {
    const path = at('results/revealed.json');
    writeFileSync(path, 'before', { mode: 0o644 });
    const persons = at('results/persons.csv');
    const args = ['inspect', '--reveal', '--format', 'json', '--persons', persons];
    const filed = await cofferdam([...args, '-o', path, at('leak')]);
    expect([filed.code, filed.out]).toEqual([3, '']);
    expect(filed.err).toContain('copy of the leak');
    const result = JSON.parse(readFileSync(path, 'utf8')) as Result;
    expect(result.files.flatMap(({ findings }) => findings.map(({ value }) => value))).toContain(secret);
    for (const written of [path, persons]) expect(statSync(written).mode & 0o777).toBe(0o600);
    const shown = await cofferdam([...args, at('leak')]);
    expect(shown.out).toContain('"findings"');
    expect(shown.out).not.toContain(secret);
  });

  it('CSV for a spreadsheet holds no formula, neither in a name nor in a value', async () => {
    const path = at('results/revealed.csv');
    await cofferdam(
      ['inspect', '--reveal', '--format', 'csv', '-o', path, 'leak'].map((arg) => (arg === 'leak' ? at('leak') : arg)),
    );
    const inside = await cofferdam(['inspect', '--format', 'csv', '=HYPERLINK("x").csv'], {
      front: ['env', '-C', at('leak')],
    });
    const cells = (readFileSync(path, 'utf8') + inside.out)
      .split('\r\n')
      .flatMap((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g) ?? [])
      .map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, ''));
    expect(cells).toContain(secret);
    expect(cells.filter((cell) => cell.startsWith(`'=HYPERLINK(""x"")`)).length).toBeGreaterThan(0);
    expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell))).toEqual([]);
  });
});

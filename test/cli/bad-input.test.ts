import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cofferdam, inspectJson } from './run.ts';

const good = 'first name,e-mail\nMara,mara.lindqvist@hafenkontor.eu\nTobias,tobias.brandt@hafenkontor.eu\n';

describe('inspect with bad input', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofferdam-test-'));
    writeFileSync(join(folder, 'good.csv'), good);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** The good file beside the bad one is inspected all the same. */
  const expectGood = (byPath: Map<string, { status: string; findings: readonly unknown[] }>) => {
    expect(byPath.get(join(folder, 'good.csv'))).toMatchObject({ status: 'inspected' });
    expect(byPath.get(join(folder, 'good.csv'))?.findings.length).toBeGreaterThanOrEqual(4);
  };

  it('an empty file is read in full and holds nothing', async () => {
    const empty = put('empty.pdf', '');
    const { byPath, code } = await inspectJson(folder);
    expect(byPath.get(empty)).toMatchObject({ status: 'inspected', bytes: 0, findings: [] });
    expectGood(byPath);
    expect(code).toBe(3);
  });

  it('a wrong extension does not matter', async () => {
    const wrong = put('holiday.jpg', good);
    const { byPath } = await inspectJson(folder);
    expect(byPath.get(wrong)).toMatchObject({ status: 'inspected', mediaType: 'text/csv' });
    expect(byPath.get(wrong)?.findings).toHaveLength(4);
  });

  it('binary data of no known format is unreadable, never clean', async () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, index) => (index * 151 + (index >> 3) * 17) % 256);
    const unknown = put('blob', bytes);
    const { byPath, code } = await inspectJson(unknown);
    expect(byPath.get(unknown)).toMatchObject({ status: 'unreadable', reason: 'format-unsupported', bytes: 4000 });
    expect(code).toBe(4);
  });

  it('NUL bytes and invalid UTF-8 cost nothing but themselves', async () => {
    const broken = put(
      'broken.txt',
      Buffer.concat([
        Buffer.from('Ünder the bridge: mara.lindqvist@hafenkontor.eu\n'.repeat(40)),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
        Buffer.from('tobias.brandt@hafenkontor.eu\n'),
      ]),
    );
    const nul = put('nul.txt', `a\0b\0 mara.lindqvist@hafenkontor.eu ${'text with words '.repeat(40)}\n`);
    const { byPath } = await inspectJson(folder);
    expect(byPath.get(broken)).toMatchObject({ status: 'partial', reason: 'encoding-uncertain' });
    expect(byPath.get(broken)?.findings).toHaveLength(41);
    expect(byPath.get(nul)?.findings.length ?? 0).toBe(1);
  });

  it('hostile names are told as they are in JSON, and cannot forge lines on a terminal', async () => {
    const forged = put('a\nWhat is in it\u202egnp.csv', good);
    const { byPath } = await inspectJson(folder);
    expect(byPath.get(forged)).toMatchObject({ status: 'inspected' });
    const table = await cofferdam(['inspect', folder]);
    expect(table.out).toContain('a\\u{a}What is in it\\u{202e}gnp.csv');
    expect(table.out).not.toContain('\u202e');
  });

  it('links found below are listed and not followed; loops end; a link named on the command line is followed', async () => {
    mkdirSync(join(folder, 'sub'));
    symlinkSync(folder, join(folder, 'sub/loop'));
    symlinkSync('/etc/passwd', join(folder, 'sub/out'));
    symlinkSync(join(folder, 'good.csv'), join(folder, 'named'));
    const { byPath, code } = await inspectJson(folder);
    expect(byPath.get(join(folder, 'sub/loop'))).toMatchObject({ status: 'unreadable', reason: 'link-not-followed' });
    expect(byPath.get(join(folder, 'sub/out'))).toMatchObject({ status: 'unreadable', reason: 'link-not-followed' });
    expect(code).toBe(5);
    const named = await inspectJson(join(folder, 'named'));
    expect(named.result.files).toHaveLength(1);
    expect(named.code).toBe(3);
  });

  it('the same file named twice is read once', async () => {
    const { result } = await inspectJson(folder, join(folder, 'good.csv'), folder);
    expect(result.files).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be entered is named', async () => {
    mkdirSync(join(folder, 'shut'));
    chmodSync(join(folder, 'shut'), 0o000);
    const { byPath, code } = await inspectJson(folder);
    chmodSync(join(folder, 'shut'), 0o700);
    expect(byPath.get(join(folder, 'shut'))).toMatchObject({ status: 'unreadable', reason: 'not-readable' });
    expectGood(byPath);
    expect(code).toBe(5);
  });

  it('a path that does not exist, an unknown option and a reveal without a file are usage errors', async () => {
    for (const args of [
      ['inspect', join(folder, 'none')],
      ['inspect', '--colour', folder],
      ['inspect', '--reveal', folder],
      ['inspect'],
    ]) {
      const { code, err, out } = await cofferdam(args);
      expect(code).toBe(2);
      expect(err).not.toBe('');
      expect(out).toBe('');
    }
  });
});

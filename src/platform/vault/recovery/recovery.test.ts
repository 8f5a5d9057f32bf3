import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMasterKey, loadMasterKey, masterKey } from '../keys/master-key.ts';
import { readHalf, writeHalf } from './half.ts';
import { makeRecovery, recoverKeyFile, restoreMasterKey, saveRecovery } from './recovery.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const half = fc.record({
  letter: fc.constantFrom('A' as const, 'B' as const),
  installation: fc.string({ unit: fc.constantFrom(...alphabet), minLength: 3, maxLength: 3 }),
  set: fc.string({ unit: fc.constantFrom(...alphabet), minLength: 4, maxLength: 4 }),
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});
const at = fc.nat({ max: 79 });
const symbolsOf = (text: string): string[] => [...text.replaceAll(/[-\n]/g, '')];
const groupOf = (index: number): string => `group ${Math.floor(index / 5) + 1})`;

function complaint(text: string): string {
  try {
    readHalf(text, 'first half');
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('a half of the recovery key', () => {
  it('comes back as it was, however it is typed', () => {
    fc.assert(
      fc.property(half, fc.constantFrom('', ' ', '-', '\n', ' – '), (one, between) => {
        const text = writeHalf(one);
        expect(readHalf(text, 'first half')).toEqual(one);
        const groups = text.split(/[-\n]/).map((group) => group.toLowerCase());
        const typed = groups.join(between).replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readHalf(`  ${typed}\r\n`, 'first half')).toEqual(one);
      }),
    );
  });

  it('says in which group a symbol is wrong, always', () => {
    fc.assert(
      fc.property(half, at, fc.constantFrom(...alphabet), (one, index, other) => {
        const symbols = symbolsOf(writeHalf(one));
        fc.pre(symbols[index] !== other);
        symbols[index] = other;
        expect(complaint(symbols.join(''))).toContain(groupOf(index));
      }),
      { numRuns: 500 },
    );
  });

  it('says in which group two symbols changed places, always', () => {
    fc.assert(
      fc.property(half, fc.nat({ max: 15 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }), (one, group, a, b) => {
        const symbols = symbolsOf(writeHalf(one));
        const [first, second] = [symbols[group * 5 + a] ?? '', symbols[group * 5 + b] ?? ''];
        fc.pre(first !== second);
        symbols[group * 5 + a] = second;
        symbols[group * 5 + b] = first;
        expect(complaint(symbols.join(''))).toContain(groupOf(group * 5));
      }),
      { numRuns: 500 },
    );
  });

  it('says where groups changed places, always', () => {
    fc.assert(
      fc.property(half, fc.nat({ max: 15 }), fc.nat({ max: 15 }), (one, a, b) => {
        const groups = writeHalf(one).split(/[-\n]/);
        fc.pre(groups[a] !== groups[b]);
        [groups[a], groups[b]] = [groups[b] ?? '', groups[a] ?? ''];
        expect(complaint(groups.join(' '))).toContain(groupOf(Math.min(a, b) * 5));
      }),
    );
  });

  it('finds what is missing, too much or no symbol, and repeats none of it', () => {
    fc.assert(
      fc.property(half, at, fc.constantFrom('U', '!', 'é', '☃'), (one, index, strange) => {
        const symbols = symbolsOf(writeHalf(one));
        const text = symbols.join('');
        const without = symbols.toSpliced(index, 1).join('');
        for (const wrong of [without, symbols.toSpliced(index, 0, 'Z').join(''), `${text}Z`, text.slice(0, index)]) {
          expect(complaint(wrong)).toMatch(/not typed .*\(first half, .*group/);
        }
        const said = complaint(symbols.toSpliced(index, 1, strange).join(''));
        expect(said).toContain(groupOf(index));
        expect(said).not.toContain(strange === 'U' ? text.slice(0, 5) : strange);
      }),
    );
  });

  // The text was computed by another program.
  it('is read in ten years as it is written today', () => {
    const one = {
      letter: 'A' as const,
      installation: '7K3',
      set: 'Z0QM',
      secret: Buffer.from('cofferdam: the half of a secret!'),
    };
    const text = 'A7K3H-Z0QMM-CDQP0-CSK56\nE9J6J-2V9TW-41T6B-GS90B\nD1GP0-RSH0B-DXK22-0R906\nEDJP7-6WK58-EGGG1-FYMW4';
    expect(readHalf(writeHalf(one), 'first half').secret).toEqual(Uint8Array.from(one.secret));
    expect(writeHalf(one)).toBe(text);
  });
});

describe('recovery', () => {
  const key = masterKey(Buffer.alloc(32, 9));
  const { file, halfA, halfB } = makeRecovery(key, 'installation-1');

  it('gives the master key back for both halves, in any order', () => {
    for (const [one, two] of [
      [halfA, halfB],
      [halfB, halfA],
    ] as const) {
      expect(restoreMasterKey(file, one, two).secret.equals(key.secret)).toBe(true);
    }
    expect(halfA.slice(0, 1) + halfB.slice(0, 1)).toBe('AB');
    expect(halfA.slice(1, 4)).toBe(halfB.slice(1, 4));
  });

  it('halves differ each time, and neither holds the key nor what the file holds', () => {
    const again = makeRecovery(key, 'installation-1');
    expect(readHalf(again.halfA, '').secret).not.toEqual(readHalf(halfA, '').secret);
    expect(readHalf(again.halfB, '').secret).not.toEqual(readHalf(halfB, '').secret);
    for (const text of [file, again.file]) expect(text).not.toContain(Buffer.alloc(30, 9).toString('base64'));
  });

  const older = makeRecovery(key, 'installation-1');
  const elsewhere = makeRecovery(masterKey(Buffer.alloc(32, 8)), 'installation-2');
  const relabelled = writeHalf({ ...readHalf(halfA, ''), secret: Buffer.alloc(32, 1) });
  it.each([
    ['one half twice', file, halfA, halfA, 'recovery-mixed', 'both are half A'],
    ['two halves B', file, halfB, older.halfB, 'recovery-mixed', 'both are half B'],
    ['a half of an older key', file, halfA, older.halfB, 'recovery-mixed', 'half B is of another recovery key'],
    [
      'both halves of an older key',
      file,
      older.halfA,
      older.halfB,
      'recovery-mixed',
      'half A is of another recovery key',
    ],
    [
      'a half of another installation',
      file,
      elsewhere.halfA,
      halfB,
      'recovery-mixed',
      'half A is of another installation',
    ],
    [
      'a typing error',
      file,
      halfA,
      halfB.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'recovery-mistyped',
      'second half, group 16',
    ],
    ['a half of the right labels and another secret', file, relabelled, halfB, 'recovery-damaged', ''],
    ['a file that is cut', file.slice(0, -9), halfA, halfB, 'recovery-damaged', ''],
    ['a file of another key', file.replace(key.id, 'f'.repeat(16)), halfA, halfB, 'recovery-damaged', ''],
    ['no file at all', '', halfA, halfB, 'recovery-damaged', ''],
  ])('%s is refused', (_, text, first, second, code, where) => {
    expect(() => restoreMasterKey(text, first, second)).toThrow(expect.objectContaining({ code }));
    expect(() => restoreMasterKey(text, first, second)).toThrow(where);
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cofferdam-recovery-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes the file of the master key again, and over no other', async () => {
    const masterKeyFile = join(folder, 'master.key');
    const recoveryFile = join(folder, 'recovery.json');
    const key = await createMasterKey(masterKeyFile);
    await saveRecovery(recoveryFile, makeRecovery(key, 'installation-1'));
    const recovery = makeRecovery(key, 'installation-1');
    await saveRecovery(recoveryFile, recovery);
    expect((await stat(recoveryFile)).mode & 0o777).toBe(0o600);
    const asked = { recoveryFile, masterKeyFile, first: recovery.halfB, second: recovery.halfA };

    await expect(recoverKeyFile(asked)).rejects.toMatchObject({ code: 'key-present' });
    const before = await readFile(masterKeyFile, 'utf8');
    await rm(masterKeyFile);
    await recoverKeyFile(asked);
    expect(await readFile(masterKeyFile, 'utf8')).toBe(before);
    expect((await loadMasterKey({ file: masterKeyFile })).id).toBe(key.id);

    await expect(recoverKeyFile({ ...asked, recoveryFile: `${recoveryFile}x` })).rejects.toMatchObject({
      code: 'not-found',
    });
    await writeFile(recoveryFile, '{}');
    await expect(recoverKeyFile(asked)).rejects.toMatchObject({ code: 'recovery-damaged' });
  });
});

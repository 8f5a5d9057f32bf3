import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, list, onOff, readOptions, size, span } from '../../bench/options.ts';

const kinds = {
  size: size('256M', { from: 1024 ** 2 }),
  rounds: count(5),
  chunks: list('16k,1M', size('', { from: 1024, to: 1024 ** 2 })),
  seeds: span('1', 100),
  quick: onOff(),
};
const read = (...args: string[]): unknown => readOptions(args, kinds);

describe('options of a bench', () => {
  test('are what stands in the program where nothing is given', () => {
    expect(read()).toEqual({ size: 256 * 1024 ** 2, rounds: 5, chunks: [16_384, 1_048_576], seeds: [1], quick: false });
  });

  test.each([
    [['--size', '2G'], { size: 2 * 1024 ** 3 }],
    [['--size', '2048K'], { size: 2 * 1024 ** 2 }],
    [['--rounds', '7', '--quick'], { rounds: 7, quick: true }],
    [['--chunks', '64k'], { chunks: [65_536] }],
    [['--seeds', '0'], { seeds: [0] }],
    [['--seeds', '1000..1003'], { seeds: [1000, 1001, 1002, 1003] }],
  ])('%j', (args, wanted) => {
    expect(read(...args)).toMatchObject(wanted);
  });

  test.each([
    ...['128', '128MB', '1.5G', '-1M', 'M', '', ' 1M', '1 M', 'NaN', '0M', '1k', '999999G', '1e3M'].map((text) => [
      ['--size', text],
      'a size with its unit, such as 64k, 128M or 2G, at least 1M',
    ]),
    ...['0', '-1', '1.5', '1e3', '0x10', 'x', '', 'Infinity', '9999999999'].map((text) => [
      ['--rounds', text],
      'a whole number from 1',
    ]),
    ...['', '16k,', '2M', '16', '16k;64k'].map((text) => [['--chunks', text], 'one or more with commas between']),
    ...['5..3', '1..1000', '1-3', '1..', '..3', 'x'].map((text) => [
      ['--seeds', text],
      'a whole number from 0, or two',
    ]),
  ] as [string[], string][])('%j is refused, with the name of the option and what it takes', ([name, text], takes) => {
    expect(() => read(`${name}=${text}`)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(`${name} takes ${takes}`) }),
    );
  });

  test('never give a number that is none, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('size', 'rounds', 'chunks', 'seeds'), fc.string(), (name, text) => {
        let found: Readonly<Record<string, unknown>>;
        try {
          found = readOptions([`--${name}=${text}`], kinds);
        } catch (error) {
          expect(error).toMatchObject({ code: 'usage' });
          return;
        }
        for (const one of [found[name]].flat()) expect(Number.isSafeInteger(one)).toBe(true);
      }),
    );
  });

  test('that nobody knows are refused, with those that there are', () => {
    expect(() => read('--sizes', '1M')).toThrow(/--size, --rounds, --chunks, --seeds, --quick/);
  });
});

test.each(['desk', 'inspect', 'inspect-server', 'kill', 'truth', 'upload', 'vault'])(
  'the bench %s ends with a line and 2, before it measures anything',
  (name) => {
    const [option, takes] = { kill: ['--kills', 'a whole number'], truth: ['--seeds', 'a whole number'] }[name] ?? [
      name === 'desk' ? '--incidents' : '--size',
      name === 'desk' ? 'a whole number' : 'a size',
    ];
    const program = join(import.meta.dirname, `../../bench/${name}.ts`);
    const args = ['--disable-warning=ExperimentalWarning', program, `${option}=abc`];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(new RegExp(`^${option} takes ${takes}`))]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  },
);

import process from 'node:process';
import { parseArgs } from 'node:util';
import { CofferdamError, explain, fail } from '../src/platform/errors/index.ts';

/** What an option of a bench takes. */
export interface Kind<T> {
  /** In words, behind the name of the option. */
  readonly takes: string;
  /** Where nothing is given; undefined for a switch. */
  readonly standard: string | undefined;
  /** Undefined where it is not what the option takes. */
  read(text: string): T | undefined;
}

interface Bounds {
  readonly from?: number;
  readonly to?: number;
}

type Read<Kinds> = { readonly [Name in keyof Kinds]: Kinds[Name] extends Kind<infer T> ? T : never };

/** A whole number, 1 or more. */
export function count(standard: number, { from = 1, to = 1e9 }: Bounds = {}): Kind<number> {
  return {
    takes: `a whole number from ${from} to ${to}`,
    standard: String(standard),
    read: (text) => within(/^\d{1,10}$/.test(text) ? Number(text) : undefined, from, to),
  };
}

const units = ' kMG';

/** Bytes, with k, M or G for powers of 1024. A number without a unit is refused: what it counts was not the same everywhere. */
export function size(standard: string, { from = 1, to = 2 ** 40 }: Bounds = {}): Kind<number> {
  return {
    takes: `a size with its unit, such as 64k, 128M or 2G${from > 1 ? `, at least ${inUnits(from)}` : ''}${to < 2 ** 40 ? `, at most ${inUnits(to)}` : ''}`,
    standard,
    read: (text) => within(bytesOf(text), from, to),
  };
}

/** Several of a kind, with commas between. */
export function list<T>(standard: string, one: Kind<T>): Kind<readonly T[]> {
  return {
    takes: `one or more with commas between, each ${one.takes}`,
    standard,
    read(text) {
      const all = text.split(',').map((part) => one.read(part));
      return all.every((part) => part !== undefined) ? all : undefined;
    },
  };
}

/** Whole numbers from one to another: `7`, or `1000..1003`. */
export function span(standard: string, most: number): Kind<readonly number[]> {
  return {
    takes: `a whole number from 0, or two as 1000..1003, ${most} numbers at most`,
    standard,
    read(text) {
      const found = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text);
      if (found === null) return undefined;
      const first = Number(found[1]);
      const length = Number(found[2] ?? first) - first + 1;
      return length < 1 || length > most ? undefined : Array.from({ length }, (_, at) => first + at);
    },
  };
}

export function onOff(): Kind<boolean> {
  return { takes: 'nothing', standard: undefined, read: (text) => text === 'true' };
}

/**
 * Reads the options of a bench, each by its kind. Fails with `usage`, naming the option and what it takes: a number that
 * is none would be measured all the same, as nonsense.
 */
export function readOptions<Kinds extends Readonly<Record<string, Kind<unknown>>>>(
  args: readonly string[],
  kinds: Kinds,
): Read<Kinds> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, { standard }]) => [
      name,
      { type: standard === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const given = parsed(args, options, Object.keys(kinds));
  const read = Object.entries(kinds).map(([name, { takes, standard, read: readOne }]) => {
    const value = readOne(String(given[name] ?? standard));
    return [name, value ?? fail('usage', `--${name} takes ${takes}`)];
  });
  return Object.fromEntries(read) as Read<Kinds>;
}

/** As `readOptions`, of this program, which ends with a line about what is wrong. */
export function ownOptions<Kinds extends Readonly<Record<string, Kind<unknown>>>>(kinds: Kinds): Read<Kinds> {
  try {
    return readOptions(process.argv.slice(2), kinds);
  } catch (error) {
    // Without the advice to look into the help of another program.
    process.stderr.write(`${error instanceof CofferdamError ? error.where : explain(error)}\n`);
    process.exit(2);
  }
}

function parsed(
  args: readonly string[],
  options: Record<string, { readonly type: 'boolean' | 'string' }>,
  names: readonly string[],
): Readonly<Record<string, string | boolean | undefined>> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    fail('usage', `there are ${names.map((name) => `--${name}`).join(', ')}; ${(error as Error).message}`, error);
  }
}

function bytesOf(text: string): number | undefined {
  const found = /^(\d{1,6})([kKMG])$/.exec(text);
  return found === null
    ? undefined
    : Number(found[1]) * 1024 ** units.indexOf(found[2] === 'K' ? 'k' : (found[2] ?? ''));
}

function inUnits(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${bytes / 1024 ** power}${units.charAt(power).trim()}`;
}

const within = (value: number | undefined, from: number, to: number): number | undefined =>
  value === undefined || value < from || value > to ? undefined : value;

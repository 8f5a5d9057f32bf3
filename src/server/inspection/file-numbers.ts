import { createHash } from 'node:crypto';

/** Numbers below this one are files of the run; the rest is set apart for rosters. */
const numbers = 2 ** 32 - 2;

/** The number of a path, where no other path before it had the same: one in four thousand millions. */
export function usualNumber(path: string): number {
  return createHash('sha256').update(path).digest().readUInt32BE(0) % numbers;
}

/**
 * Numbers the files and members of a run by their paths. Numbers by order of opening would differ from run to run, with
 * the speed at which files are read side by side, and the count of persons must not.
 */
export class FileNumbers {
  private readonly paths = new Map<number, string>();

  /** @param taken numbers that files have already, whose paths are not known here */
  constructor(taken: Iterable<number> = []) {
    for (const number of taken) this.paths.set(number, '');
  }

  /** A number of 32 bits that only this file has. */
  of(path: string): number {
    let number = usualNumber(path);
    while (this.paths.has(number)) number = (number + 1) % numbers;
    this.paths.set(number, path);
    return number;
  }

  pathOf(number: number): string {
    return this.paths.get(number) ?? '';
  }
}

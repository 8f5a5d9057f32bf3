import fc from 'fast-check';
import type { Format, Limits } from '../../src/inspect/contract.ts';
import { CofferdamError } from '../../src/platform/errors/index.ts';
import { collect, context, memoryInput } from './memory.ts';

/** What an attacker or a bad disk does to a file: bytes changed, cut out, doubled, or the end lost. */
const mutation = (length: number): fc.Arbitrary<(bytes: Buffer) => Buffer> => {
  const at = fc.nat({ max: Math.max(0, length - 1) });
  return fc.oneof(
    fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([from, patch]) => (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      changed.set(patch.subarray(0, changed.length - Math.min(from, changed.length)), Math.min(from, changed.length));
      return changed;
    }),
    at.map((end) => (bytes: Buffer) => bytes.subarray(0, end)),
    fc.tuple(at, fc.nat({ max: 64 })).map(
      ([from, count]) =>
        (bytes: Buffer) =>
          Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + count)]),
    ),
    fc.tuple(at, fc.nat({ max: 64 })).map(
      ([from, count]) =>
        (bytes: Buffer) =>
          Buffer.concat([bytes.subarray(0, from + count), bytes.subarray(from)]),
    ),
  );
};

/** Reads a format over changed copies of a valid file: it must end, and with nothing but an error of the catalogue. */
export async function survivesMutation(
  format: Format,
  valid: Uint8Array,
  passwords: readonly string[] = [],
  runs = 300,
): Promise<void> {
  const limits: Partial<Limits> = { maxBytes: 1 << 26, maxMembers: 2000, maxHeldBytes: 1 << 24 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutation(valid.length), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 5000 }),
      async (changes, step) => {
        const bytes = changes.reduce<Buffer>((current, change) => change(current), Buffer.from(valid));
        try {
          await format.extract(memoryInput(bytes, step), collect(limits).sink, context(passwords, limits));
        } catch (error) {
          if (!(error instanceof CofferdamError)) throw error;
        }
      },
    ),
    { numRuns: runs },
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { rar4, rar5, type RarMember } from '../../../test/inspect/rar-file.ts';
import type { Limits } from '../contract.ts';
import { format } from './rar.ts';

const people = Buffer.from(
  Array.from({ length: 400 }, (_, at) => `${at},Nora Whitfield ${at % 7},nora${at}@example.org\n`).join(''),
);
const letter = Buffer.from('Dear Nora Whitfield,\ncall me.\n');
const members: readonly RarMember[] = [
  { name: 'people.csv', bytes: people },
  { name: 'letters/to nora.txt', bytes: letter, stored: true },
  { name: 'leer', bytes: Buffer.alloc(0), stored: true },
];
const solid: readonly RarMember[] = [
  { name: 'a.csv', bytes: people },
  { name: 'b.csv', bytes: people, solid: true },
  { name: 'c.txt', bytes: letter, solid: true },
];

async function read(bytes: Uint8Array, passwords: readonly string[] = [], limits: Partial<Limits> = {}) {
  const collected = collect(limits);
  await format.extract(memoryInput(bytes), collected.sink, context(passwords, limits));
  return {
    ...collected,
    found: collected.members.map(({ name, bytes: content, reason }) => [name, reason ?? content.length]),
  };
}

describe('rar', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(rar4(members)))).toBeGreaterThan(0.9);
    expect(format.detect(headOf(rar5(members)))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('Rar! is a program'))).toBe(0);
  });

  it.each([
    ['RAR 4', rar4],
    ['RAR 5', rar5],
  ])('unpacks what was packed, stored, or is empty: %s', async (_, write) => {
    const { members: found, partials } = await read(write(members));
    expect(found.map(({ name, bytes, reason }) => [name, Buffer.from(bytes).toString(), reason])).toEqual(
      members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString(), undefined]),
    );
    expect(partials).toEqual([]);
  });

  it.each([
    ['RAR 4', rar4],
    ['RAR 5', rar5],
  ])('unpacks what goes on from one member to the next: %s', async (_, write) => {
    const { members: found } = await read(write(solid));
    expect(found.map(({ bytes, reason }) => [Buffer.from(bytes).toString(), reason])).toEqual(
      solid.map(({ bytes }) => [Buffer.from(bytes).toString(), undefined]),
    );
  });

  it('opens what a given password opens, and tells of the rest', async () => {
    const archive = rar5([{ ...members[0], password: 'kelpie' } as RarMember, members[1] as RarMember]);
    expect((await read(archive, ['wrong', 'kelpie'])).found).toEqual([
      ['people.csv', people.length],
      ['letters/to nora.txt', letter.length],
    ]);
    expect((await read(archive, ['wrong'])).found).toEqual([
      ['people.csv', 'wrong-password'],
      ['letters/to nora.txt', letter.length],
    ]);
  });

  it('undoes filters', async () => {
    const channels = 3;
    const plain = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7 + (at % channels) * 50) & 255));
    const changed: number[] = [];
    for (let channel = 0; channel < channels; channel++) {
      let last = 0;
      for (let at = channel; at < plain.length; at += channels) {
        changed.push((last - (plain[at] as number)) & 255);
        last = plain[at] as number;
      }
    }
    const delta = { name: 'delta', bytes: Buffer.from(changed), filter: { kind: 0, channels } };
    const calls = Buffer.from('00e8051000009090e9f8ffffff', 'hex');
    const x86 = { name: 'calls', bytes: calls, filter: { kind: 2 } };
    const arm = { name: 'arm', bytes: Buffer.from('0500000005000ceb', 'hex'), filter: { kind: 3 } };
    const { members: found } = await read(rar5([delta, x86, arm]));
    expect(Buffer.from(found[0]?.bytes ?? []).equals(plain)).toBe(true);
    expect(Buffer.from(found[1]?.bytes ?? []).toString('hex')).toBe('00e8031000009090e9f8ffff00');
    expect(Buffer.from(found[2]?.bytes ?? []).toString('hex')).toBe('0500000004000ceb');
  });

  it('says which members are in another volume, and gives what is here', async () => {
    const { found, partials } = await read(
      rar5(
        [
          { name: 'before.txt', bytes: letter, stored: true, volume: 8 },
          { name: 'here.txt', bytes: letter, stored: true },
        ],
        1,
      ),
    );
    expect(found).toEqual([
      ['before.txt', 'feature-unsupported'],
      ['here.txt', letter.length],
    ]);
    expect(partials).toEqual(['feature-unsupported']);
  });

  it('tells of a member that was changed, and of those that go on from it', async () => {
    const archive = rar5(solid);
    archive[600] = (archive[600] ?? 0) ^ 1;
    const { found } = await read(archive);
    expect(found.map(([name, reason]) => [name, typeof reason])).toEqual([
      ['a.csv', 'string'],
      ['b.csv', 'string'],
      ['c.txt', 'string'],
    ]);
  });

  it('hands out a comment and what is behind the end', async () => {
    const archive = rar5([{ name: 'CMT', bytes: letter, stored: true, service: true }]);
    expect((await read(Buffer.concat([archive, Buffer.from('hidden')]))).found).toEqual([
      ['(comment)', letter.length],
      ['(bytes after the end)', 6],
    ]);
  });

  it('does not hold more than it may, whatever a header states', async () => {
    const bomb = Buffer.alloc(3_000_000, 'x');
    await expect(read(rar5([{ name: 'x', bytes: bomb }]), [], { maxHeldBytes: 1 << 20 })).rejects.toHaveProperty(
      'code',
      'limit-memory',
    );
    await expect(read(rar5([{ name: 'x', bytes: bomb }]), [], { maxBytes: 1 << 20 })).rejects.toHaveProperty(
      'code',
      'limit-bytes',
    );
  });

  it('ends where it is cut', async () => {
    const { found, partials } = await read(rar5(members).subarray(0, -300));
    expect(partials).toEqual(['damaged']);
    expect(found[0]?.[0]).toBe('people.csv');
  });

  it('gives back any bytes', async () => {
    const some = fc.uint8Array({ maxLength: 3000, max: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 4 }), fc.boolean(), async (contents, isFive) => {
        const all = contents.map((bytes, at) => ({ name: `${at}`, bytes, solid: at > 0, stored: bytes.length === 0 }));
        const { members: found } = await read((isFive ? rar5 : rar4)(all));
        expect(found.map(({ bytes, reason }) => [Buffer.from(bytes).toString('hex'), reason])).toEqual(
          contents.map((bytes) => [Buffer.from(bytes).toString('hex'), undefined]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('ends on whatever is changed', async () => {
    await survivesMutation(format, rar5(solid), [], 150);
    await survivesMutation(format, rar4(solid), [], 150);
  });
});

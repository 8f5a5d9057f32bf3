import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, gather, incidentKey, inMemory, stream } from '../testing/pieces.ts';
import { masterKey } from '../keys/master-key.ts';
import { type DataKey, unwrapDataKey } from '../keys/data-key.ts';
import { type SealedSource, openSealed, sealedLength } from './open.ts';
import { seal } from './seal.ts';
import golden from '../testing/sealed-v1.json' with { type: 'json' };

const key = incidentKey();
const chunk = 1024;
const header = 72;
const small = (bytes: Uint8Array, by: DataKey = key): Promise<Buffer> => gather(seal(by, stream([bytes]), chunk));

async function unsealed(sealed: Uint8Array, by: DataKey = key): Promise<Buffer> {
  return gather((await openSealed(by, inMemory(sealed))).stream());
}

/** Whole chunks more often than chance would have them. */
const size = fc.oneof(
  fc.nat({ max: 5000 }),
  fc.nat({ max: 5 }).map((chunks) => chunks * chunk),
);
const bytes = size.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));

describe('sealed bytes', () => {
  it('come back, whatever they are and however they were cut', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.nat({ max: 2500 })), async (plain, cuts) => {
        const sealing = seal(key, stream(cut(plain, cuts)), chunk);
        const pieces: Uint8Array[] = [];
        let step = await sealing.next();
        for (; step.done !== true; step = await sealing.next()) pieces.push(step.value);
        const source = inMemory(Buffer.concat(pieces));
        const opened = await openSealed(key, source);
        expect(await gather(opened.stream())).toEqual(Buffer.from(plain));
        expect([opened.size, step.value.length, await sealedLength(key, source)]).toEqual(Array(3).fill(plain.length));
        const sha256 = createHash('sha256').update(plain).digest();
        expect([Buffer.from(opened.sha256), Buffer.from(step.value.sha256)]).toEqual([sha256, sha256]);
      }),
    );
  });

  it('any range is the slice of the plain text', async () => {
    const place = fc.nat({ max: 6000 });
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.array(fc.tuple(place, place), { minLength: 5, maxLength: 5 }),
        async (plain, ranges) => {
          const opened = await openSealed(key, inMemory(await small(plain)));
          const all = await Promise.all(ranges.map(([offset, length]) => opened.read(offset, length)));
          for (const [index, [offset, length]] of ranges.entries()) {
            expect(Buffer.from(all[index] ?? [])).toEqual(Buffer.from(plain.subarray(offset, offset + length)));
            expect(await gather(opened.stream(offset))).toEqual(Buffer.from(plain.subarray(offset)));
          }
        },
      ),
    );
  });

  it('a range opens only the chunks that it needs', async () => {
    const sealed = await gather(seal(key, stream([randomBytes(5_000_000)])));
    let read = 0;
    const source: SealedSource = {
      size: sealed.length,
      read: async (offset, length) => {
        read += length;
        return sealed.subarray(offset, offset + length);
      },
    };
    const opened = await openSealed(key, source);
    expect(read).toBeLessThan(200);
    await opened.read(3_000_000, 10);
    expect(read).toBeLessThan(200 + 128 * 1024 + 16);
  });

  it('are taken and handed out piece by piece: whoever does not ask gets nothing made', async () => {
    let taken = 0;
    const source = async function* () {
      for (; taken < 1000; taken += 1) yield new Uint8Array(chunk);
    };
    const sealing = seal(key, source(), chunk);
    for (let index = 0; index < 21; index += 1) await sealing.next();
    expect(taken).toBeLessThan(15);
    await sealing.return({ sha256: new Uint8Array(0), length: 0 });

    const sealed = await small(new Uint8Array(8_000_000));
    let read = 0;
    const opened = await openSealed(key, {
      size: sealed.length,
      read: async (offset, length) => {
        read += length;
        return sealed.subarray(offset, offset + length);
      },
    });
    const reading = opened.stream();
    for (let index = 0; index < 10; index += 1) await reading.next();
    expect(read).toBeLessThan(2.2 * 1024 * 1024);
  });

  it('equal bytes are sealed differently each time, and show nothing of themselves', async () => {
    const plain = Buffer.from('Zoë Muster, 1971-02-03 '.repeat(500));
    const [one, two] = [await small(plain), await small(plain)];
    expect(one.subarray(header, header + 64)).not.toEqual(two.subarray(header, header + 64));
    for (const part of ['Muster', '1971-02']) expect(one.includes(part)).toBe(false);
    expect(one.includes(createHash('sha256').update(plain).digest())).toBe(false);
  });

  it('of version 1 are read by every later version', async () => {
    const { incident, masterKey: master, box } = golden.key;
    const wrapped = { incident, masterKey: master, box: Buffer.from(box, 'base64') };
    const its = unwrapDataKey(wrapped, masterKey(Buffer.alloc(32, 0x42)));
    const opened = await openSealed(its, inMemory(Buffer.from(golden.sealed, 'base64')));
    expect(
      createHash('sha256')
        .update(await gather(opened.stream()))
        .digest('hex'),
    ).toBe(golden.sha256);
  });
});

describe('what was done to sealed bytes is found', () => {
  const plain = randomBytes(2 * chunk + 300);
  const broken = { code: 'sealed-broken' };

  it('any bit of any byte changed, and where', async () => {
    const sealed = await small(plain);
    const sealedChunk = chunk + 16;
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      const at = Math.floor((index - header) / sealedChunk);
      const where = index < header ? 'header' : index < header + plain.length + 48 ? `chunk ${at} of 3` : 'end';
      const error = await unsealed(changed).catch((one: unknown) => one);
      expect(error).toMatchObject({ ...broken, message: expect.stringContaining(`(${where}`) });
    }
  });

  it('cut anywhere', async () => {
    const sealed = await small(plain);
    for (let length = 0; length < sealed.length; length += 1) {
      await expect(unsealed(sealed.subarray(0, length))).rejects.toMatchObject(broken);
    }
  });

  it('cut, with an end that was there once', async () => {
    const sealed = await small(plain);
    const end = sealed.subarray(header + plain.length + 48);
    for (const chunks of [0, 1, 2]) {
      const shorter = Buffer.concat([sealed.subarray(0, header + chunks * (chunk + 16)), end]);
      await expect(unsealed(shorter)).rejects.toMatchObject(broken);
    }
  });

  it('something added', async () => {
    const sealed = await small(plain);
    for (const more of [new Uint8Array(1), sealed, sealed.subarray(-100)]) {
      await expect(unsealed(Buffer.concat([sealed, more]))).rejects.toMatchObject(broken);
      await expect(unsealed(Buffer.concat([more, sealed]))).rejects.toMatchObject(broken);
    }
  });

  it('chunks exchanged, doubled, left out, or taken from another blob', async () => {
    const [sealed, other] = [await small(randomBytes(6 * chunk)), await small(randomBytes(6 * chunk))];
    const chunkOf = (from: Buffer, index: number): Buffer =>
      from.subarray(header + index * (chunk + 16), header + (index + 1) * (chunk + 16));
    const whole = [0, 1, 2, 3, 4, 5];
    const swaps = whole.flatMap((a) => whole.map((b) => whole.with(a, b).with(b, a)));
    const copies = whole.flatMap((a) => whole.map((b) => whole.with(a, b)));
    const fewer = whole.map((a) => whole.toSpliced(a, 1));
    const more = whole.map((a) => whole.toSpliced(a, 0, a));
    const foreign = whole.map((a) => whole.with(a, a + 6));
    const orders = [...swaps, ...copies, ...fewer, ...more, ...foreign].filter((one) => one.join() !== whole.join());
    expect(orders.length).toBe(30 + 30 + 6 + 6 + 6);
    for (const order of orders) {
      const body = order.map((index) => (index < 6 ? chunkOf(sealed, index) : chunkOf(other, index - 6)));
      const end = sealed.subarray(header + 6 * (chunk + 16));
      await expect(unsealed(Buffer.concat([sealed.subarray(0, header), ...body, end]))).rejects.toMatchObject(broken);
    }
    for (const index of [0, 3, 5]) {
      const planted = Buffer.from(sealed);
      chunkOf(other, index).copy(planted, header + index * (chunk + 16));
      const opened = await openSealed(key, inMemory(planted));
      await expect(opened.read(index * chunk, 1)).rejects.toMatchObject(broken);
      await expect(gather(opened.stream())).rejects.toMatchObject(broken);
    }
  });

  it('a header or an end of another blob', async () => {
    const [one, two] = [await small(plain), await small(plain)];
    for (const at of [header, header + plain.length + 48]) {
      const mixed = Buffer.concat([one.subarray(0, at), two.subarray(at)]);
      await expect(unsealed(mixed)).rejects.toMatchObject(broken);
    }
  });

  it('an end that claims to be as long as the blob is not read', async () => {
    const sealed = await small(randomBytes(500 * chunk));
    sealed.writeUInt32BE(Math.floor((sealed.length - 300) / 20), sealed.length - 4);
    let most = 0;
    const source: SealedSource = {
      size: sealed.length,
      read: async (offset, length) => {
        most = Math.max(most, length);
        return sealed.subarray(offset, offset + length);
      },
    };
    await expect(openSealed(key, source)).rejects.toMatchObject(broken);
    expect(most).toBeLessThan(20_000);
  });

  it('arbitrary bytes are no sealed bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (any) => {
        await expect(unsealed(any)).rejects.toMatchObject(broken);
      }),
    );
  });

  it('another key is told apart from damage', async () => {
    await expect(unsealed(await small(plain), incidentKey('incident-2'))).rejects.toMatchObject({ code: 'key-wrong' });
  });

  it('a later version is told apart from damage', async () => {
    const sealed = await small(plain);
    sealed[8] = 2;
    createHash('sha256').update(sealed.subarray(0, 64)).digest().copy(sealed, 64, 0, 8);
    await expect(unsealed(sealed)).rejects.toMatchObject({ code: 'sealed-newer' });
  });
});

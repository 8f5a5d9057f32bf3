import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlobPlace, BlobStat, BlobStore, Leftover } from '../store/store.ts';
import { cut, gather, stream } from './pieces.ts';

const placeOf = (bytes: Uint8Array, incident = 'incident-1'): BlobPlace => ({
  incident,
  name: createHash('sha256').update(bytes).digest('hex'),
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What holds for every store of blobs. `open` gives an empty one each time. */
export function describeBlobStore(kind: string, open: () => Promise<BlobStore>): void {
  const put = (store: BlobStore, bytes: Uint8Array, incident?: string) =>
    store.put(stream([bytes]), () => placeOf(bytes, incident));
  const listed = async (stats: AsyncIterable<BlobStat>): Promise<string[]> =>
    (await all(stats)).map(({ place, size }) => `${place.incident} ${place.name} ${size}`).sort();
  const left = async (store: BlobStore): Promise<Omit<Leftover, 'written'>[]> =>
    (await all(store.leftovers())).map(({ kind: what, id, size }) => ({ kind: what, id, size }));

  describe(`a store of blobs: ${kind}`, () => {
    it('gives back what was put in, whole and in parts, however it came', async () => {
      const store = await open();
      const size = fc.oneof(fc.nat({ max: 3000 }), fc.constantFrom(0, 1_048_576, 3_000_000));
      await fc.assert(
        fc.asyncProperty(size, fc.array(fc.nat({ max: 1_500_000 })), fc.nat(), fc.nat(), async (length, cuts, a, b) => {
          const bytes = randomBytes(length);
          const place = placeOf(bytes);
          await store.put(stream(cut(bytes, cuts)), () => place);
          expect((await gather(store.get(place))).equals(bytes)).toBe(true);
          const [from, count] = [a % (length + 10), b % (length + 10)];
          expect(Buffer.from(await store.read(place, from, count)).equals(bytes.subarray(from, from + count))).toBe(
            true,
          );
          expect(await store.stat(place)).toMatchObject({ place, size: length });
        }),
        { numRuns: 40 },
      );
      expect(await left(store)).toEqual([]);
    });

    it('keeps a blob that is there, and says so', async () => {
      const store = await open();
      const place = placeOf(randomBytes(1));
      expect(await store.put(stream([Buffer.from('first')]), () => place)).toBe('added');
      expect(await store.put(stream([Buffer.from('second')]), () => place)).toBe('present');
      expect((await gather(store.get(place))).toString()).toBe('first');
      expect(await left(store)).toEqual([]);
    });

    it('of many puts of one name at the same time, one is kept', async () => {
      const store = await open();
      const place = placeOf(randomBytes(1));
      const kept = await Promise.all(
        Array.from({ length: 12 }, (_, index) => store.put(stream([Buffer.alloc(1000, index)]), () => place)),
      );
      expect(kept.sort()).toEqual(['added', ...Array<string>(11).fill('present')]);
      const bytes = await gather(store.get(place));
      expect(bytes).toEqual(Buffer.alloc(1000, bytes[0]));
    });

    it('has nothing of a stream that fails, nor of one without a valid name', async () => {
      const store = await open();
      const failing = async function* () {
        yield randomBytes(2_000_000);
        throw new Error('connection lost');
      };
      await expect(store.put(failing(), () => placeOf(randomBytes(1)))).rejects.toThrow('connection lost');
      const nameless = store.put(stream([randomBytes(10)]), () => ({ incident: 'incident-1', name: 'none' }));
      await expect(nameless).rejects.toMatchObject({ code: 'blob-name-invalid' });
      expect(await listed(store.list())).toEqual([]);
      expect(await left(store)).toEqual([]);
    });

    it('lists blobs of one incident, or of all', async () => {
      const store = await open();
      const blobs = Array.from({ length: 20 }, () => randomBytes(50));
      for (const [index, bytes] of blobs.entries()) await put(store, bytes, `incident-${index % 2}`);
      const expected = blobs.map((bytes, index) => `incident-${index % 2} ${placeOf(bytes).name} 50`).sort();
      expect(await listed(store.list())).toEqual(expected);
      expect(await listed(store.list('incident-1'))).toEqual(expected.filter((line) => line.startsWith('incident-1')));
      expect(await listed(store.list('incident-9'))).toEqual([]);
    });

    it('removes, and knows nothing of what is removed or was never there', async () => {
      const store = await open();
      const bytes = randomBytes(100);
      const place = placeOf(bytes);
      await put(store, bytes);
      expect(await store.remove(place)).toBe(true);
      expect(await store.remove(place)).toBe(false);
      expect(await store.stat(place)).toBeUndefined();
      await expect(store.read(place, 0, 1)).rejects.toMatchObject({ code: 'blob-missing' });
      await expect(gather(store.get(place))).rejects.toMatchObject({ code: 'blob-missing' });
      expect(await put(store, bytes)).toBe('added');
    });

    it('takes no name that leads elsewhere, and does not repeat it', async () => {
      const store = await open();
      const { incident, name } = placeOf(randomBytes(1));
      const tricks = ['', '.', '..', '../..', '/etc', 'a/b', 'a\\b', 'A', 'a\0', 'é', '-', 'a'.repeat(65), '%2e%2e'];
      const places = tricks.flatMap((trick): BlobPlace[] => [
        { incident: trick, name },
        { incident, name: trick },
        { incident, name: name.slice(0, -trick.length) + trick },
      ]);
      for (const place of places.filter((one) => one.name !== name || one.incident !== incident)) {
        // A name that ends in "a" is a name.
        if (/^[0-9a-f]{64}$/.test(place.name) && place.incident === incident) continue;
        const acts = [
          () => store.put(stream([randomBytes(1)]), () => place),
          () => store.read(place, 0, 1),
          () => gather(store.get(place)),
          () => store.stat(place),
          () => store.remove(place),
        ];
        for (const act of acts) {
          const error = await act().catch((one: unknown) => one);
          expect(error).toMatchObject({ code: 'blob-name-invalid' });
          expect(String(error)).not.toContain('etc');
        }
      }
      for (const trick of tricks) {
        await expect(all(store.list(trick))).rejects.toMatchObject({ code: 'blob-name-invalid' });
        await expect(store.resume(trick, 0)).rejects.toMatchObject({ code: 'blob-name-invalid' });
      }
      await expect(store.discard({ kind: 'foreign', id: 'blobs', size: 0, written: 0 })).rejects.toMatchObject({
        code: 'blob-name-invalid',
      });
    });

    it('an upload goes on where it was synced, and what came after is cut off', async () => {
      const store = await open();
      const [one, lost, two] = [randomBytes(1_200_000), randomBytes(1_500_000), randomBytes(300)];
      const first = await store.resume('upload-1', 0);
      await first.append([one.subarray(0, 10), one.subarray(10)]);
      await first.sync();
      await first.append([lost]);
      expect(await left(store)).toEqual([]);
      await first.close();
      expect(await left(store)).toMatchObject([{ kind: 'upload', id: 'upload-1' }]);

      const second = await store.resume('upload-1', one.length);
      expect(second.size).toBe(one.length);
      await second.append([two]);
      const bytes = Buffer.concat([one, two]);
      expect(await second.keep(placeOf(bytes))).toBe('added');
      expect((await gather(store.get(placeOf(bytes)))).equals(bytes)).toBe(true);
      expect(await left(store)).toEqual([]);
    });

    it('an upload that lost what was acknowledged does not go on in silence', async () => {
      const store = await open();
      await expect(store.resume('upload-1', 10)).rejects.toMatchObject({ code: 'suspended-broken' });
      const upload = await store.resume('upload-1', 0);
      await upload.append([randomBytes(9)]);
      await upload.sync();
      await upload.close();
      await expect(store.resume('upload-1', 10)).rejects.toMatchObject({ code: 'suspended-broken' });
      expect(await left(store)).toEqual([{ kind: 'upload', id: 'upload-1', size: 9 }]);
    });

    it('uploads are discarded when somebody says so, and only then', async () => {
      const store = await open();
      for (const id of ['upload-1', 'upload-2']) {
        const upload = await store.resume(id, 0);
        await upload.append([randomBytes(5)]);
        await upload.sync();
        await (id === 'upload-1' ? upload.discard() : upload.close());
      }
      const [leftover, ...more] = await all(store.leftovers());
      expect([leftover?.id, more]).toEqual(['upload-2', []]);
      if (leftover !== undefined) {
        expect(await store.discard(leftover)).toBe(true);
        expect(await store.discard(leftover)).toBe(false);
      }
      expect(await left(store)).toEqual([]);
    });
  });
}

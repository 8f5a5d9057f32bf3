import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather, incidentKey, inMemory } from '../testing/pieces.ts';
import { openSealed } from './open.ts';
import { openSealer } from './suspend.ts';

const key = incidentKey();
const upload = 'upload-1';
const chunkBytes = 1024;
const header = 72;
const none = new Uint8Array(0);

/** Seals up to a state; what was handed out until then, and the state. */
async function suspended(plain: Uint8Array): Promise<{ blob: Buffer; state: Uint8Array }> {
  const sealer = await openSealer({ key, upload, chunkBytes });
  const blob = Buffer.concat(sealer.push(plain));
  return { blob, state: sealer.suspend() };
}

async function resumed(state: Uint8Array, plain: Uint8Array): Promise<{ on: Buffer; sealedLength: number }> {
  const sealer = await openSealer({ key, upload, state });
  const { sealedLength } = sealer;
  return { on: Buffer.concat([...sealer.push(plain), ...sealer.finish().ready]), sealedLength };
}

describe('sealing that is suspended', () => {
  it('goes on in another sealer, however often, whatever became of what was sealed after the state', async () => {
    const step = fc.record({ plain: fc.uint8Array({ maxLength: 2600 }), lost: fc.uint8Array({ maxLength: 2600 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        let disk = Buffer.alloc(0);
        let state: Uint8Array | undefined;
        let whole = Buffer.alloc(0);
        for (const { plain, lost } of steps) {
          const sealer = await openSealer({ key, upload, chunkBytes, state });
          expect(sealer.length).toBe(whole.length);
          disk = Buffer.concat([disk.subarray(0, sealer.sealedLength), ...sealer.push(plain)]);
          whole = Buffer.concat([whole, plain]);
          expect(sealer.sealedLength).toBe(disk.length);
          state = sealer.suspend();
          // Written, then the process is killed before a state says so.
          disk = Buffer.concat([disk, ...sealer.push(lost)]);
        }
        const sealer = await openSealer({ key, upload, chunkBytes, state });
        const kept = sealer.sealedLength;
        const { ready, sha256, length } = sealer.finish();
        const opened = await openSealed(key, inMemory(Buffer.concat([disk.subarray(0, kept), ...ready])));
        expect(await gather(opened.stream())).toEqual(whole);
        expect([Buffer.from(sha256), length]).toEqual([createHash('sha256').update(whole).digest(), whole.length]);
        for (let at = 0; at < whole.length; at += 777) {
          expect(Buffer.from(await opened.read(at, 900))).toEqual(whole.subarray(at, at + 900));
        }
      }),
    );
  });

  it('goes on in the same sealer as well', async () => {
    const plain = randomBytes(10_000);
    const sealer = await openSealer({ key, upload, chunkBytes });
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < plain.length; at += 700) {
      pieces.push(...sealer.push(plain.subarray(at, at + 700)));
      sealer.suspend();
    }
    pieces.push(...sealer.finish().ready);
    const opened = await openSealed(key, inMemory(Buffer.concat(pieces)));
    expect(await gather(opened.stream())).toEqual(plain);
  });

  it('never seals other plain text under the same key and nonce', async () => {
    const { blob, state } = await suspended(randomBytes(1500));
    const [one, two] = [Buffer.alloc(3000, 0), Buffer.alloc(3000, 0xff)];
    const [first, second] = [await resumed(state, one), await resumed(state, two)];
    expect([first.sealedLength, second.sealedLength]).toEqual([blob.length, blob.length]);
    // Under one key stream the XOR of both would be that of the plain texts: all bits set behind the common tail.
    const xor = first.on.subarray(500, 1000).map((byte, at) => byte ^ (second.on[500 + at] ?? 0));
    expect(xor.filter((byte) => byte === 0xff).length).toBeLessThan(20);
    const again = await resumed(state, one);
    expect(again.on.subarray(0, 500)).not.toEqual(first.on.subarray(0, 500));
  });

  it('chunks that were sealed and never acknowledged cannot be put back', async () => {
    const { blob, state } = await suspended(randomBytes(1500));
    const [lost, kept] = [await resumed(state, randomBytes(5000)), await resumed(state, randomBytes(5000))];
    const sealedChunk = chunkBytes + 16;
    for (const index of [1, 2, 5]) {
      const planted = Buffer.concat([blob, kept.on]);
      const at = header + index * sealedChunk;
      Buffer.concat([blob, lost.on]).copy(planted, at, at, at + sealedChunk);
      const opened = await openSealed(key, inMemory(planted));
      await expect(opened.read(index * chunkBytes, 10)).rejects.toMatchObject({ code: 'sealed-broken' });
    }
  });
});

describe('the state', () => {
  it('shows nothing of the plain text', async () => {
    const { state } = await suspended(Buffer.from('Zoë Muster '.repeat(50)));
    expect(Buffer.from(state).includes('Muster')).toBe(false);
  });

  it('is a chunk and some 300 bytes at most', async () => {
    expect((await suspended(randomBytes(3 * chunkBytes))).state.length).toBeLessThan(chunkBytes + 300);
  });

  it('does not open with any bit changed, cut, under another name or with another key', async () => {
    const { state } = await suspended(randomBytes(1030));
    const refused = { code: 'suspended-broken' };
    for (let index = 0; index < state.length; index += 1) {
      const changed = Uint8Array.from(state);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      await expect(openSealer({ key, upload, state: changed })).rejects.toMatchObject(refused);
      await expect(openSealer({ key, upload, state: state.subarray(0, index) })).rejects.toMatchObject(refused);
    }
    await expect(openSealer({ key, upload: 'upload-2', state })).rejects.toMatchObject(refused);
    await expect(openSealer({ key: incidentKey(), upload, state })).rejects.toMatchObject(refused);
    await expect(openSealer({ key, upload, state: none })).rejects.toMatchObject(refused);
  });
});

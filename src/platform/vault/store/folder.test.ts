import { randomBytes } from 'node:crypto';
import { link, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gather, stream } from '../testing/pieces.ts';
import { describeBlobStore } from '../testing/store-contract.ts';
import { openFolderStore } from './folder.ts';
import type { Leftover } from './store.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-vault-'));
});
afterAll(() => rm(folder, { recursive: true }));
const fresh = (): Promise<string> => mkdtemp(join(folder, 'store-'));

describeBlobStore('a folder', async () => openFolderStore(await fresh()));

const place = { incident: 'incident-1', name: 'ab'.repeat(32) };

describe('a folder of blobs', () => {
  it('is for its owner only', async () => {
    const root = join(await fresh(), 'new/vault');
    const store = await openFolderStore(root);
    await store.put(stream([randomBytes(10)]), () => place);
    await (await store.resume('upload-1', 0)).close();
    const paths = await readdir(root, { recursive: true });
    expect(paths.sort()).toEqual(
      [
        'blobs',
        'blobs/incident-1',
        'blobs/incident-1/ab',
        `blobs/incident-1/ab/${place.name}`,
        'incoming',
        'incoming/upload-upload-1',
      ].sort(),
    );
    for (const path of ['', ...paths]) {
      const { mode } = await stat(join(root, path));
      expect([path, mode & 0o077]).toEqual([path, 0]);
    }
  });

  it('finds what does not belong there, and removes none of it', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    await store.put(stream([randomBytes(10)]), () => place);
    const strange = [
      'blobs/note',
      'blobs/incident-1/cd/note',
      `blobs/incident-1/cd/${place.name}`,
      'incoming/put-x',
      'x',
    ];
    await mkdir(join(root, 'blobs/incident-1/cd'));
    for (const path of strange) await writeFile(join(root, path), 'strange');
    await writeFile(join(root, 'incoming', `put-${'0'.repeat(32)}`), 'cut off');
    const found: Leftover[] = [];
    for await (const leftover of store.leftovers()) found.push(leftover);
    expect(
      found
        .filter(({ kind }) => kind === 'foreign')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(strange.sort());
    const cutOff = found.filter(({ kind }) => kind === 'put');
    expect(cutOff).toMatchObject([{ id: `incoming/put-${'0'.repeat(32)}`, size: 7 }]);
    for (const leftover of cutOff) expect(await store.discard(leftover)).toBe(true);
    for (const leftover of found.filter(({ kind }) => kind === 'foreign')) {
      await expect(store.discard(leftover)).rejects.toMatchObject({ code: 'blob-name-invalid' });
    }
    for (const path of strange) expect(await readFile(join(root, path), 'utf8')).toBe('strange');
  });

  it('a process killed between the two names of a blob leaves the blob, and the other name as a leftover', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    const bytes = randomBytes(10);
    await store.put(stream([bytes]), () => place);
    await link(join(root, 'blobs/incident-1/ab', place.name), join(root, 'incoming', `put-${'0'.repeat(32)}`));
    for await (const leftover of store.leftovers()) expect(await store.discard(leftover)).toBe(true);
    expect(await gather(store.get(place))).toEqual(bytes);
    expect(await readdir(join(root, 'incoming'))).toEqual([]);
  });

  it('does not follow a link that lies in place of a blob or an upload', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    const outside = join(root, '..', 'outside');
    await writeFile(outside, 'not for you');
    await store.put(stream([randomBytes(10)]), () => place);
    await rm(join(root, 'blobs/incident-1/ab', place.name));
    await symlink(outside, join(root, 'blobs/incident-1/ab', place.name));
    await symlink(outside, join(root, 'incoming/upload-upload-1'));
    await expect(gather(store.get(place))).rejects.toMatchObject({ code: 'not-readable' });
    expect(await store.stat(place)).toBeUndefined();
    await expect(store.resume('upload-1', 0)).rejects.toMatchObject({ code: 'output-failed' });
    expect(await readFile(outside, 'utf8')).toBe('not for you');
    await rm(outside);
  });

  it('a place that cannot be written to is refused at once', async () => {
    const file = join(await fresh(), 'file');
    await writeFile(file, '');
    await expect(openFolderStore(join(file, 'vault'))).rejects.toMatchObject({ code: 'output-failed' });
  });
});

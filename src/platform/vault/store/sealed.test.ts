import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDataKey } from '../keys/data-key.ts';
import { createMasterKey, masterKey } from '../keys/master-key.ts';
import { makeRecovery, saveRecovery } from '../recovery/recovery.ts';
import { cut, gather, incidentKey, stream } from '../testing/pieces.ts';
import { openFolderStore } from './folder.ts';
import { openStored, openUpload, putSealed } from './sealed.ts';
import type { BlobPlace, BlobStore, Leftover } from './store.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-sealed-'));
});
afterAll(() => rm(folder, { recursive: true }));
const fresh = (): Promise<string> => mkdtemp(join(folder, 'store-'));

const fill = fileURLToPath(new URL('../testing/fill.ts', import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Runs fill.ts until it has said `lines` lines, then kills it; the last line. */
async function killedAfter(lines: number, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [fill, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let count = 0;
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    count += 1;
    if (count === lines) child.kill('SIGKILL');
  }
  await gone;
  return last;
}

async function leftovers(store: BlobStore): Promise<Leftover[]> {
  const all: Leftover[] = [];
  for await (const one of store.leftovers()) all.push(one);
  return all;
}

async function count(store: BlobStore): Promise<number> {
  let blobs = 0;
  for await (const { size } of store.list()) blobs += size > 0 ? 1 : 0;
  return blobs;
}

const pathOf = (root: string, { incident, name }: BlobPlace): string =>
  join(root, 'blobs', incident, name.slice(0, 2), name);

describe('the vault', () => {
  it('gives back what was sealed into it, by a name that is equal for equal bytes of one incident only', async () => {
    const store = await openFolderStore(await fresh());
    const [key, other] = [incidentKey('incident-1'), incidentKey('incident-2')];
    const plain = randomBytes(1_000_000);
    const stored = await putSealed(store, key, stream(cut(plain, [1, 2, 300_000])));
    expect(stored).toMatchObject({ length: plain.length, kept: 'added' });
    expect(Buffer.from(stored.sha256)).toEqual(createHash('sha256').update(plain).digest());
    const opened = await openStored(store, key, stored.place);
    expect((await gather(opened.stream())).equals(plain)).toBe(true);
    expect(Buffer.from(await opened.read(700_000, 9))).toEqual(plain.subarray(700_000, 700_009));

    expect(await putSealed(store, key, stream([plain]))).toEqual({ ...stored, kept: 'present' });
    const elsewhere = await putSealed(store, other, stream([plain]));
    expect(elsewhere.kept).toBe('added');
    expect(elsewhere.place.name).not.toBe(stored.place.name);
    expect(stored.place.name).not.toBe(Buffer.from(stored.sha256).toString('hex'));
  });

  it('finds blobs that changed places, and names another incident’s key', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    const key = incidentKey();
    const one = await putSealed(store, key, stream([randomBytes(1000)]));
    const two = await putSealed(store, key, stream([randomBytes(1000)]));
    await rename(pathOf(root, one.place), pathOf(root, two.place));
    await expect(openStored(store, key, two.place)).rejects.toMatchObject({ code: 'sealed-broken' });
    await expect(openStored(store, key, one.place)).rejects.toMatchObject({ code: 'blob-missing' });
    await expect(openStored(store, incidentKey(), two.place)).rejects.toMatchObject({ code: 'key-wrong' });
  });

  it('does not drop new bytes in favour of a damaged blob in silence', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    const key = incidentKey();
    const plain = randomBytes(500_000);
    const { place } = await putSealed(store, key, stream([plain]));
    const sealed = await readFile(pathOf(root, place));
    sealed[200_000] = (sealed[200_000] ?? 0) ^ 1;
    await rm(pathOf(root, place));
    await store.put(stream([sealed]), () => place);
    await expect(putSealed(store, key, stream([plain]))).rejects.toMatchObject({ code: 'sealed-broken' });
    await store.remove(place);
    expect((await putSealed(store, key, stream([plain]))).kept).toBe('added');
  });

  it('has no file, name or error that holds any of the plain text or of a key', async () => {
    const root = await fresh();
    const marked = 'MARKED-zoe.muster@example.org';
    const store = await openFolderStore(join(root, 'vault'));
    const master = await createMasterKey(join(root, 'master.key'));
    await saveRecovery(join(root, 'recovery.json'), makeRecovery(master, 'installation-1'));
    const { key } = createDataKey(master, 'incident-1');
    const plain = Buffer.from(marked.repeat(9000));
    const { place, sha256 } = await putSealed(store, key, stream([plain]));
    const upload = await openUpload({ store, key, upload: 'upload-1' });
    await upload.append(plain);
    const state = Buffer.from((await upload.suspend()).state);
    await upload.close();
    const failing = async function* () {
      yield plain;
      throw new Error('connection lost');
    };
    const errors = [
      await putSealed(store, key, failing()).catch((error: unknown) => error),
      await openStored(store, incidentKey(), place).catch((error: unknown) => error),
      await truncate(pathOf(join(root, 'vault'), place), 150_000)
        .then(() => openStored(store, key, place))
        .catch((error: unknown) => error),
    ];
    const paths = await readdir(root, { recursive: true });
    const texts = [state, Buffer.from(paths.join()), Buffer.from(errors.map(String).join())];
    for (const path of paths) {
      const isKey = path === 'master.key';
      if (!isKey && (await stat(join(root, path))).isFile()) texts.push(await readFile(join(root, path)));
    }
    expect(errors.every((error) => error instanceof Error)).toBe(true);
    expect(texts.length).toBeGreaterThan(5);
    const secrets = [master.secret.export(), key.secret.export(), sha256].map((one) => Buffer.from(one));
    const forms = secrets.flatMap((one) => [one, one.toString('hex'), one.toString('base64').slice(0, 20)]);
    for (const text of texts) {
      for (const form of ['MARKED', 'muster', ...forms]) expect(text.includes(form)).toBe(false);
    }
  });
});

describe('what interrupts the vault', () => {
  it.each([1, 3, 20])('kill -9 in the middle of a put (%i): no blob, and the rest is found', async (lines) => {
    const root = await fresh();
    expect(await killedAfter(lines, ['put', root, '1e12'])).toMatch(/^written/);
    const store = await openFolderStore(root);
    expect(await count(store)).toBe(0);
    const left = await leftovers(store);
    expect(left.map(({ kind }) => kind)).toEqual(['put']);
    for (const one of left) await store.discard(one);
    expect(await readdir(join(root, 'incoming'))).toEqual([]);
  });

  it('kill -9 of one process after the other: nothing acknowledged is lost, and the upload ends whole', async () => {
    const root = await fresh();
    const state = join(folder, 'state');
    const { key, wrapped } = createDataKey(masterKey(Buffer.alloc(32, 1)), 'incident-1');
    const written = JSON.stringify({ ...wrapped, box: Buffer.from(wrapped.box).toString('base64') });
    let acknowledged = 0;
    for (const lines of [1, 4, 2, 7]) {
      const said = Number((await killedAfter(lines, ['upload', root, state, written])).split(' ')[1]);
      expect(said).toBeGreaterThan(acknowledged);
      acknowledged = said;
    }
    const store = await openFolderStore(root);
    expect(await leftovers(store)).toMatchObject([{ kind: 'upload', id: 'upload-1' }]);
    const upload = await openUpload({ store, key, upload: 'upload-1', state: await readFile(state) });
    // The last state may have been stored and its acknowledgement not been heard.
    expect(upload.length).toBeGreaterThanOrEqual(acknowledged);
    const expected = Buffer.from(Uint8Array.from({ length: upload.length }, (_, index) => index % 251));
    const { place, length, sha256 } = await upload.finish();
    expect([length, Buffer.from(sha256)]).toEqual([expected.length, createHash('sha256').update(expected).digest()]);
    const plain = await gather((await openStored(store, key, place)).stream());
    expect(plain.equals(expected)).toBe(true);
    expect(await leftovers(store)).toEqual([]);
  });

  it('an upload whose stored part was lost says so', async () => {
    const root = await fresh();
    const store = await openFolderStore(root);
    const key = incidentKey();
    const upload = await openUpload({ store, key, upload: 'upload-1', chunkBytes: 1024 });
    await upload.append(randomBytes(10_000));
    const { state } = await upload.suspend();
    await upload.close();
    await copyFile(join(root, 'incoming/upload-upload-1'), join(root, 'copy'));
    await truncate(join(root, 'incoming/upload-upload-1'), 5000);
    await expect(openUpload({ store, key, upload: 'upload-1', state })).rejects.toMatchObject({
      code: 'suspended-broken',
    });
    await rename(join(root, 'copy'), join(root, 'incoming/upload-upload-1'));
    const again = await openUpload({ store, key, upload: 'upload-1', state });
    expect((await again.finish()).length).toBe(10_000);
  });

  it('a file size limit of the system is disk-full, with nothing left behind', async () => {
    const root = await fresh();
    // The trap turns the signal into a failing write, as on a full disk.
    const script = `trap '' XFSZ; ulimit -f 4096; exec "$0" "$@"`;
    const args = ['-c', script, process.execPath, fill, 'put', root, '20000000'];
    const { stdout } = spawnSync('bash', args, { encoding: 'utf8' });
    expect(stdout).toMatch(/written [\s\S]*\ndisk-full\n$/);
    const store = await openFolderStore(root);
    expect([await count(store), await leftovers(store)]).toEqual([0, []]);
  });

  const mayMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0;
  it.skipIf(!mayMount)('a full disk is disk-full, with nothing left behind', async () => {
    const root = await fresh();
    const script = `mount -t tmpfs -o size=4m none "$0" && "$@" && find "$0" -type f`;
    const args = ['--map-root-user', '--mount', 'bash', '-c', script, root, process.execPath, fill];
    const { stdout } = spawnSync('unshare', [...args, 'put', root, '20000000'], { encoding: 'utf8' });
    expect(stdout).toMatch(/written [\s\S]*\ndisk-full\n$/);
  });
});

import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createDataKey, unwrapDataKey } from '../keys/data-key.ts';
import { masterKey } from '../keys/master-key.ts';
import { openFolderStore } from '../store/folder.ts';
import { openUpload, putSealed } from '../store/sealed.ts';

/**
 * A process of its own that writes to a vault, to be killed or to run out of room.
 *
 *   fill.ts put ROOT BYTES         prints "written N" while it goes, then "kept" or the code of the failure
 *   fill.ts upload ROOT STATE KEY  goes on with upload-1, a part after the other; prints "acknowledged N" for each, after
 *                                  the state is in the file STATE; byte N of the plain text is N mod 251
 */
const [act, root = '', third = '', wrapped = ''] = process.argv.slice(2);
const store = await openFolderStore(root);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (act === 'put') {
  const { key } = createDataKey(masterKey(randomBytes(32)), 'incident-1');
  const source = async function* () {
    for (let written = 0; written < Number(third); written += 1_000_000) {
      yield randomBytes(1_000_000);
      say(`written ${written}`);
    }
  };
  await putSealed(store, key, source()).then(
    ({ kept }) => say(kept),
    (error: unknown) => say(error instanceof Error && 'code' in error ? String(error.code) : 'unknown'),
  );
} else {
  const { box, ...rest } = JSON.parse(wrapped) as { incident: string; masterKey: string; box: string };
  const key = unwrapDataKey({ ...rest, box: Buffer.from(box, 'base64') }, masterKey(Buffer.alloc(32, 1)));
  let state: Uint8Array | undefined;
  try {
    state = readFileSync(third);
  } catch {
    // The first of them starts the upload.
  }
  const upload = await openUpload({ store, key, upload: 'upload-1', state, chunkBytes: 16 * 1024 });
  for (;;) {
    const { length } = upload;
    await upload.append(Uint8Array.from({ length: 30_000 }, (_, index) => (length + index) % 251));
    writeFileSync(`${third}.new`, (await upload.suspend()).state);
    renameSync(`${third}.new`, third);
    say(`acknowledged ${upload.length}`);
  }
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build } from 'vite';

/**
 * Builds the page into a folder, with every text compressed beside it. A program of its own: what builds takes 200 MB that
 * the server need not keep.
 *
 * @example node web/make.ts FOLDER
 */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error('make.ts: name the folder to build into');
const compress = promisify(brotliCompress);

await build({
  configFile: join(import.meta.dirname, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: folder, emptyOutDir: true },
});
const names = await readdir(folder, { recursive: true });
await Promise.all(
  names
    .filter((name) => /\.(js|css|svg)$/.test(name))
    .map(async (name) => {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      await writeFile(join(folder, `${name}.br`), await compress(await readFile(join(folder, name)), { params }));
    }),
);

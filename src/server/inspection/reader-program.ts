import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { usualFolder } from './kept-sources.ts';
import { formatModules } from './sources.ts';

/** What the processes that read run. */
export interface ReaderProgram {
  readonly entry: URL;
  /** URLs of the format modules, in the order in which they were asked for. */
  readonly modules: readonly string[];
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = new URL('reader.ts', import.meta.url);
/** All that the reader's own code can come from, and what says which packages are installed. */
const madeOf = ['src/inspect', 'src/platform', 'src/server/inspection', 'package.json', 'package-lock.json'];
/**
 * What stays as it is installed: PDF.js starts its other half by name, the engine for pictures is a program of its own. Both
 * look for what lies beside them.
 */
const asInstalled = [/^pdfjs-dist\//, /^tesseract\.js-core\//];

/**
 * The reader and those formats in few files without types, made once and kept beside the program: a reader process may
 * not write, so V8 keeps nothing of what it makes of 600 modules, and to find, strip and compile them took it 2.3 s of
 * 3.7 s of CPU at each start. Where nothing can be kept, or it cannot be made, the sources themselves: the same, later.
 *
 * @param modules URLs of modules of src/inspect/formats
 */
export async function readerProgram(modules: readonly string[], folder = usualFolder): Promise<ReaderProgram> {
  try {
    const shipped = await formatModules();
    if (modules.some((module) => !shipped.includes(module))) return { entry: sources, modules };
    const made = join(folder, `reader-${await hashOfSources()}`);
    if (!(await isThere(made))) await make(shipped, made, `${made}.${randomUUID()}`);
    return { entry: fileIn(made, 'reader'), modules: modules.map((module) => fileIn(made, nameOf(module)).href) };
  } catch {
    return { entry: sources, modules };
  }
}

/** Over every source, by its content: a time stamp tells nothing where files were copied. 13 to 30 ms. */
async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of madeOf) {
    const path = join(root, name);
    const below = name.startsWith('src/') ? (await readdir(path, { recursive: true })).filter(isSource).sort() : [''];
    const texts = await Promise.all(below.map((file) => readFile(join(path, file))));
    for (const [index, text] of texts.entries()) hash.update(`${name}/${below[index]} ${text.length}\n`).update(text);
  }
  return hash.digest('hex').slice(0, 32);
}

function isSource(name: string): boolean {
  return name.endsWith('.ts') && !name.endsWith('.test.ts');
}

/** Each format in a file of its own, with what several share beside it: who needs few formats loads few. */
async function make(modules: readonly string[], folder: string, half: string): Promise<void> {
  await mkdir(half, { recursive: true });
  try {
    // Loaded when it is needed: most starts need it not.
    const { rolldown } = await import('rolldown');
    const formats = modules.map((module) => [nameOf(module), fileURLToPath(module)] as const);
    const input = { reader: fileURLToPath(sources), ...Object.fromEntries(formats) };
    const bundle = await rolldown({ input, cwd: root, platform: 'node', external: asInstalled, logLevel: 'silent' });
    try {
      const names = { entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' };
      const { output } = await bundle.generate({ format: 'esm', ...names });
      const foreign = output.flatMap((part) => ('moduleIds' in part ? part.moduleIds : [])).find((id) => !isHashed(id));
      if (foreign !== undefined) throw new Error(`not part of what the name is a hash of: ${foreign}`);
      // On the disk before the folder has its name: a power cut must not leave one whose files are empty.
      const flush = { flush: true };
      for (const part of output)
        await writeFile(join(half, part.fileName), 'code' in part ? part.code : part.source, flush);
    } finally {
      await bundle.close();
    }
    // Others may start at the same time: a folder appears whole or not at all, and theirs is as good.
    await rename(half, folder).catch(async (error: unknown) => {
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** A source, a package, or what the bundler itself adds. */
function isHashed(id: string): boolean {
  if (id.startsWith('\0') || id.includes('/node_modules/')) return true;
  return isSource(id) && madeOf.some((name) => id.startsWith(join(root, name, '/')));
}

function nameOf(module: string): string {
  return `format-${basename(module, '.ts')}`;
}

function fileIn(folder: string, name: string): URL {
  return pathToFileURL(join(folder, `${name}.mjs`));
}

async function isThere(folder: string): Promise<boolean> {
  return access(join(folder, 'reader.mjs')).then(
    () => true,
    () => false,
  );
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Format, Source } from '#inspect';

const inspectFolder = new URL('../../inspect/', import.meta.url);

/** The rules that the program ships. */
export function shippedRules(): Promise<Source[]> {
  return readYaml(fileURLToPath(new URL('rules/', inspectFolder)));
}

/** The phrases by which headers and labels are understood. */
export function shippedLabels(): Promise<Source[]> {
  return readYaml(fileURLToPath(new URL('labels/', inspectFolder)));
}

/** Modules of src/inspect/formats/, each of which exports `format`: a file there is all that adds a format. */
export async function formatModules(): Promise<string[]> {
  const folder = new URL('formats/', inspectFolder);
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => new URL(name, folder).href);
}

/** Imports format modules. */
export async function importFormats(modules: readonly string[]): Promise<Format[]> {
  const loaded = await Promise.all(modules.map((module) => import(module) as Promise<{ format: Format }>));
  return loaded.map((module) => module.format);
}

async function readYaml(folder: string): Promise<Source[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.yml')).sort();
  return Promise.all(files.map(async (name) => ({ path: name, text: await readFile(join(folder, name), 'utf8') })));
}

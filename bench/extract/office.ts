import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Made } from './kinds.ts';
import type { Tool } from './tool.ts';

/** Arguments that turn a file into another format, without a window. */
const converting = (to: string, file: string, out: string): string[] => [
  'soffice',
  `-env:UserInstallation=file://${join(out, '.config')}`,
  '--headless',
  '--convert-to',
  to,
  '--outdir',
  out,
  file,
];

/** LibreOffice; what it takes to start is in its time. */
export const libreOffice = (to: string): Tool => ({
  name: 'LibreOffice',
  command: (file, out) => converting(to, file, out),
});

/** Has LibreOffice make `file` out of `source`, which it reads by its extension; undefined where it is not installed. */
export function converted(
  file: string,
  { extension, text, to = extname(file).slice(1) }: { extension: string; text: string | Uint8Array; to?: string },
): Made | undefined {
  const source = `${file}.from.${extension}`;
  writeFileSync(source, text);
  const [program = '', ...args] = converting(to, source, dirname(file));
  const { status } = spawnSync(program, args, { stdio: 'ignore' });
  if (status !== 0) return undefined;
  const made = join(dirname(file), `${basename(source, `.${extension}`)}.${extname(file).slice(1)}`);
  try {
    renameSync(made, file);
  } catch {
    return undefined;
  }
  return {};
}

import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInspector, type Format, type InspectOptions } from '#inspect';
import { formatModules, importFormats } from '../../src/server/inspection/sources.ts';
import { preload } from '../../src/inspect/pictures/engine.ts';
import { context, memoryInput } from './memory.ts';

/**
 * A case is a folder: a file as programs write it, and its text with the place of each block, members included. Made with
 * LibreOffice where that writes the format. COFFERDAM_REWRITE=1 writes the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/extract');
const formats = await importFormats(await formatModules());
await preload((url) => readFile(url));

describe('golden cases of extraction', () => {
  it.each(readdirSync(folder))('%s', async (name) => {
    const files = readdirSync(join(folder, name));
    const input = files.find((file) => file.startsWith('input.')) ?? '';
    const passwords = files.includes('password.txt')
      ? [readFileSync(join(folder, name, 'password.txt'), 'utf8').trim()]
      : [];
    const seen = await extract(input, readFileSync(join(folder, name, input)), passwords);
    const expected = join(folder, name, 'expected.txt');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, seen);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(seen).toBe(readFileSync(expected, 'utf8'));
  });
});

async function extract(name: string, bytes: Uint8Array, passwords: readonly string[]): Promise<string> {
  let out = '';
  const inspector = createInspector({
    formats: formats.map((format) => placed(format, (line) => (out += line))),
    rules: [],
    labels: [],
    key: new Uint8Array(32),
  });
  const options: InspectOptions = {
    name,
    ...context(passwords, { maxPixels: 100_000_000 }),
    findingsPerRule: 0,
    text: true,
    persons: false,
    reveal: false,
  };
  await inspector.inspect(memoryInput(bytes), options, async (event) => {
    if (event.type === 'begin') out += `=== ${name}${event.path} (${event.format})\n`;
    else if (event.type === 'end')
      out += `=== ${event.status}${event.reason === undefined ? '' : ` ${event.reason}`}\n`;
  });
  return out;
}

/** The format as it is, which tells each block as it hands it out. */
function placed(format: Format, tell: (line: string) => void): Format {
  return {
    ...format,
    extract: (input, sink, given) =>
      format.extract(
        input,
        {
          ...sink,
          block: async (block) => {
            const place = Object.entries(block.where).map(([key, at]) => `${key} ${at}`);
            const rows = (block.rows ?? []).map(({ cells, where }) =>
              [...Object.entries(where ?? {}), ...cells.flatMap((cell) => Object.entries(cell.where ?? {}))]
                .filter(([key]) => key === 'part')
                .map(([, part]) => part)
                .join(', '),
            );
            const hidden = rows.flatMap((part, at) => (part === '' ? [] : [`${part} in record ${at + 1}`]));
            tell(`--- ${[...place, ...hidden].join(', ')}\n${block.text}${block.text.endsWith('\n') ? '' : '\n'}`);
            await sink.block(block);
          },
        },
        given,
      ),
  };
}

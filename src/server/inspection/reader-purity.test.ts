import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { InspectOptions } from '#inspect';
import { pdfOf } from '../../../test/inspect/pdf-document.ts';
import { assetPaths } from '../../inspect/pdf/assets.ts';
import { openReaders } from './reading.ts';
import { formatModules } from './sources.ts';

const pdf = new URL('../../inspect/formats/pdf.ts', import.meta.url).href;
const readers = openReaders({ size: 1, modules: [pdf], rules: [], labels: [], key: new Uint8Array(32) });
afterAll(() => readers.close());

const options: InspectOptions = {
  name: 'x.pdf',
  passwords: [],
  limits: { maxDepth: 8, maxMembers: 100, maxRatio: 200, maxBytes: 1e9, maxHeldBytes: 1e8, maxSeconds: 60 },
  findingsPerRule: 1,
  text: true,
  persons: false,
  reveal: false,
};

describe('a reader of PDF', () => {
  test('reads text that needs a character map and a standard font after it gave up its rights', async () => {
    const descriptor = '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4>>';
    const cid = `<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 4>>/FontDescriptor${descriptor}>>`;
    const japanese = `<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UCS2-H/DescendantFonts[${cid}]>>`;
    const bytes = pdfOf({
      pages: [
        {
          texts: [{ x: 50, y: 600, text: 'Nora Whitfield' }],
          content: 'BT /J 10 Tf 50 700 Td <5C717530> Tj ET',
          resources: '/Font<</F1 3 0 R/J {0}>>',
        },
      ],
      objects: [japanese],
    });
    const input = {
      size: bytes.length,
      read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
      stream: async function* () {
        yield bytes;
      },
    };
    let text = '';
    const ends: unknown[] = [];
    await readers.inspect(input, options, async (event) => {
      if (event.type === 'text') text += event.text;
      if (event.type === 'end') ends.push(event.status);
    });
    expect(text).toContain('山田\n');
    expect(text).toContain('Nora Whitfield\n');
    expect(ends).toEqual(['inspected']);
  });

  test('is given every character map and font that PDF.js ships', async () => {
    const base = new URL('.', import.meta.resolve('pdfjs-dist/package.json'));
    const shipped = [];
    for (const folder of ['cmaps/', 'standard_fonts/']) {
      for (const name of await readdir(new URL(folder, base))) {
        if (!name.startsWith('LICENSE')) shipped.push(folder + name);
      }
    }
    expect(assetPaths.toSorted()).toEqual(shipped.sort());
  });
});

test('a process that imports the formats to detect them does not load PDF.js', async () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    for (const url of ${JSON.stringify(await formatModules())}) await import(url);
    process.stdout.write(String(loaded.some((url) => url.includes('/pdfjs-dist/'))));
  `;
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  expect(stdout).toBe('false');
});

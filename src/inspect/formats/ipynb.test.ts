import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { jsonEvents } from '../notebooks/json-events.ts';
import { format } from './ipynb.ts';

const picture = Buffer.from('89504e470d0a1a0a00', 'hex');
const notebook = {
  cells: [
    {
      attachments: { 'scan.png': { 'image/png': picture.toString('base64') } },
      cell_type: 'markdown',
      metadata: { author: 'Ida Bergmann' },
      source: ['# Patients\n', 'of \u00d6sterg\u00f6tland'],
    },
    {
      cell_type: 'code',
      execution_count: 3,
      metadata: {},
      outputs: [
        { name: 'stdout', output_type: 'stream', text: ['nora@example.org\n'] },
        {
          data: {
            'image/png': `${picture.toString('base64').slice(0, 5)}\n${picture.toString('base64').slice(5)}\n`,
            'text/html': [
              '<table><tr><th></th><th>name</th></tr>',
              '<tr><th>0</th><td>Nora Whitfield</td></tr></table>',
            ],
            'text/plain': ['             name\n', '0  Nora Whitfield'],
          },
          output_type: 'execute_result',
        },
        { data: { 'text/plain': ['Nora Whitfield and Ravi Menon'] }, output_type: 'display_data' },
        {
          ename: 'KeyError',
          evalue: 'case',
          output_type: 'error',
          traceback: ['\u001b[0;31mKeyError\u001b[0m: HC-2041'],
        },
      ],
      source: 'frame["name"]',
    },
  ],
  metadata: { kernelspec: { display_name: 'Python 3' } },
  nbformat: 4,
  nbformat_minor: 5,
};

async function read(text: string, step?: number) {
  const collected = collect();
  await format.extract(memoryInput(text, step), collected.sink, context());
  return {
    ...collected,
    said: collected.blocks.map(({ text: shown, where: { cell, part } }) => [cell, part, shown]),
  };
}

describe('ipynb', () => {
  it('is told from other JSON', () => {
    expect(format.detect(headOf(JSON.stringify(notebook, null, 1)))).toBeGreaterThan(0.95);
    expect(format.detect(headOf(JSON.stringify({ metadata: {}, nbformat: 4, cells: [] })))).toBeGreaterThan(0.95);
    expect(format.detect(headOf('{"cells":[{"a":1}],"rows":2}'))).toBe(0);
    expect(format.detect(headOf('{"name":"cell_type"}'))).toBe(0);
  });

  it('reads cells, what came out of them, and what is noted', async () => {
    const { said, members, partials } = await read(JSON.stringify(notebook, null, 1));
    expect(said).toEqual([
      ['1', 'metadata', 'metadata.author: Ida Bergmann\n'],
      ['1', undefined, '# Patients\nof Östergötland\n'],
      ['2', 'metadata', 'outputs.name: stdout\n'],
      ['2', 'output', 'nora@example.org\n'],
      ['2', 'output', expect.stringContaining('Nora Whitfield')],
      ['2', 'output', 'Nora Whitfield and Ravi Menon\n'],
      ['2', 'metadata', 'outputs.ename: KeyError\n'],
      ['2', 'metadata', 'outputs.evalue: case\n'],
      ['2', 'output', 'KeyError: HC-2041\n'],
      ['2', undefined, 'frame["name"]\n'],
      ['2', 'metadata', 'metadata.kernelspec.display_name: Python 3\n'],
    ]);
    expect(members.map(({ name, bytes }) => [name, Buffer.from(bytes).equals(picture)])).toEqual([
      ['scan.png', true],
      ['cell-2-output-2.png', true],
    ]);
    expect(partials).toEqual([]);
  });

  it('makes a table of HTML a record', async () => {
    expect((await read(JSON.stringify(notebook))).labelled()).toContainEqual(['name', 'Nora Whitfield']);
  });

  it('reads version 3', async () => {
    const cells = [
      {
        cell_type: 'code',
        input: ['x = 1'],
        outputs: [{ output_type: 'pyout', text: ['two'], png: picture.toString('base64') }],
      },
    ];
    const { said, members } = await read(
      JSON.stringify({ metadata: { name: '' }, nbformat: 3, worksheets: [{ cells }] }),
    );
    expect(said).toEqual([
      ['1', undefined, 'x = 1\n'],
      ['1', 'output', 'two\n'],
    ]);
    expect(members.map(({ name }) => name)).toEqual(['cell-1-output-1.png']);
  });

  it('gives what came before a break, and the rest as text', async () => {
    const cut = await read(JSON.stringify(notebook).slice(0, 300));
    expect(cut.text()).toContain('Ida Bergmann');
    expect(cut.partials).toEqual(['damaged']);
    const broken = await read('{"cells":[{"cell_type":"code","source":"a"}}} nora@example.org');
    expect(broken.text()).toContain('nora@example.org');
    expect(broken.partials).toEqual(['damaged']);
  });

  it('does not go deeper than any notebook does', async () => {
    await expect(read(`{"cells":${'['.repeat(5000)}`)).rejects.toHaveProperty('code', 'limit-depth');
  });

  it('takes any JSON apart as it was put together, however it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 7 }), async (value, step) => {
        const text = JSON.stringify({ value }, null, step % 2);
        async function* portions() {
          for (let at = 0; at < text.length; at += step) yield await Promise.resolve(text.slice(at, at + step));
        }
        expect(await rebuilt(portions())).toEqual({ value: JSON.parse(JSON.stringify(value)) });
      }),
      { numRuns: 300 },
    );
  });

  it('ends on whatever is changed', async () => {
    await survivesMutation(format, Buffer.from(JSON.stringify(notebook)));
  });
});

async function rebuilt(portions: AsyncIterable<string>): Promise<unknown> {
  let out = '';
  let text = '';
  const comma = (): string => (/[{[:]$|^$/.test(out) ? '' : ',');
  for await (const event of jsonEvents(portions)) {
    if (event.kind === 'open') out += `${comma()}${event.isObject ? '{' : '['}`;
    else if (event.kind === 'close') out += event.isObject ? '}' : ']';
    else if (event.kind === 'text') {
      text += event.text;
      if (!event.last) continue;
      out += `${comma()}${JSON.stringify(text)}`;
      text = '';
    } else if (event.kind === 'key') out += `${comma()}${JSON.stringify(event.text)}:`;
    else out += `${comma()}${event.text}`;
  }
  return JSON.parse(out);
}

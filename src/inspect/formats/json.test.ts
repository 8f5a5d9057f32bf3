import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, context, memoryInput } from '../../../test/inspect/memory.ts';
import { read } from '../../../test/inspect/reading.ts';
import { format } from './json.ts';

const rowsOf = async (sample: string): Promise<readonly string[][]> => (await read(format, sample)).rows;

describe('records of JSON', () => {
  test.each([
    [
      'the elements of an array',
      '[{"name":"Ann","n":1},{"name":"Bo","n":2}]',
      [
        ['name=Ann', 'n=1'],
        ['name=Bo', 'n=2'],
      ],
    ],
    ['one object a line', '{"a":"x"}\n{"a":"y"}\n', [['a=x'], ['a=y']]],
    [
      'the root object',
      '{"name":"Ann","mail":"a@x.org","tags":["p","q"]}',
      [['name=Ann', 'mail=a@x.org', 'tags=p', 'tags=q']],
    ],
    [
      'a list below the root',
      '{"total":2,"hits":[{"mail":"a"},{"mail":"b"}],"took":3}',
      [['total=2'], ['mail=a'], ['mail=b'], ['took=3']],
    ],
    [
      'details belong to their record, generic names take the name above',
      '{"users":[{"name":"Ann","contact":{"email":{"value":"a@x"}},"phones":[{"type":"home","number":"1"}],"zip":"9"}]}',
      [['name=Ann', 'email value=a@x', 'phones type=home', 'phones number=1', 'zip=9']],
    ],
    [
      'persons inside of a record are records',
      '[{"team":"blue","people":[{"name":"Ann","mail":"a@x"},{"name":"Bo","mail":"b@x"}],"site":"Oslo"}]',
      [['team=blue'], ['people name=Ann', 'mail=a@x'], ['people name=Bo', 'mail=b@x'], ['site=Oslo']],
    ],
    ['objects by key', '{"users":{"u1":{"name":"Ann"},"u2":{"name":"Bo"}}}', [['name=Ann'], ['name=Bo']]],
    [
      'tables',
      '{"columns":["id","mail"],"rows":[[1,"a@x"],[2,"b@x"]]}',
      [
        ['columns=id', 'columns=mail'],
        ['1', 'a@x'],
        ['2', 'b@x'],
      ],
    ],
    [
      'a list of values is no record',
      JSON.stringify({ mails: Array.from({ length: 20 }, (_, n) => `m${n}`) }),
      Array.from({ length: 20 }, (_, n) => [`mails=m${n}`]),
    ],
    [
      'one person with addresses',
      '{"name":"Ann","email":"a@x","addresses":[{"street":"s","city":"c"}]}',
      [['name=Ann', 'email=a@x', 'street=s', 'city=c']],
    ],
  ])('%s', async (_name, sample, rows) => {
    expect(await rowsOf(sample)).toEqual(rows);
  });

  test('escapes are undone, and line ends in strings separate cells', async () => {
    expect(await rowsOf(String.raw`[{"a":"J\u00fcrgen \"J\"","note":"first\nann@x.org\\n\ttel"}]`)).toEqual([
      ['a=Jürgen "J"', 'note=first', String.raw`note=ann@x.org\n`, 'note=tel'],
    ]);
  });

  test('a string that holds JSON is prose', async () => {
    expect(await rowsOf(String.raw`[{"id":7,"payload":"{\"email\":\"a@x.org\"}"}]`)).toEqual([['id=7']]);
  });

  test('comments, trailing commas, bare keys and calls are tolerated', async () => {
    const sample = '// a\n{ /* b */ name: "Ann", "_id": ObjectId("5f"), "n": [1, 2,], }\n';
    expect(await read(format, sample)).toMatchObject({ rows: [['name=Ann', '_id=5f', 'n=1', 'n=2']], partials: [] });
  });

  test('a path names fields, and never a value that serves as a key', async () => {
    const { sink, blocks } = collect();
    const sample = '{"users":{"ann@example.org":{"contact":{"phone":"1"}},"4111111111111111":{"x":"2"}}}';
    await format.extract(memoryInput(sample), sink, context());
    expect(blocks[0]?.rows?.flatMap((row) => row.cells.map((cell) => cell.where?.field))).toEqual([
      'users.*.contact.phone',
      'users.*.x',
    ]);
  });

  test.each([
    ['{"address-1":"x","phone2":"y","apellido_1":"z"}', ['address-1', 'phone2', 'apellido_1']],
    ['{"u17":{"x":"a"},"user-2":{"x":"b"},"phone12":{"x":"c"}}', ['*.x', '*.x', '*.x']],
  ])('what somebody has two of is a field, and a numbered key of a map is none: %s', async (sample, fields) => {
    const { sink, blocks } = collect();
    await format.extract(memoryInput(sample), sink, context());
    const cells = blocks.flatMap(({ rows = [] }) => rows.flatMap((row) => row.cells));
    expect(cells.map((cell) => cell.where?.field)).toEqual(fields);
  });

  test.each([
    ['cut short', '[{"name":"Ann"},{"name":"Bo","ma', [['name=Ann'], ['name=Bo']], 'damaged'],
    ['followed by something else', '{"name":"Ann"} and then a@x.org', [['name=Ann']], 'damaged'],
    ['closed in the wrong order', '[{"name":"Ann"},{"name":"Bo"]}', [['name=Ann'], ['name=Bo']], 'damaged'],
    ['one line cut short', '{"a":"x"}\n{"a":"y","b\n{"a":"z"}\n', [['a=x'], ['a=y'], ['a=z']], 'damaged'],
    ['one line that is none', '{"a":"x"}\noops\n{"a":"z"}\n', [['a=x'], ['a=z']], 'damaged'],
    ['a million brackets', '['.repeat(1_000_000), [], 'limit-depth'],
    ['a million objects', '{"a":'.repeat(1_000_000), [], 'limit-depth'],
  ])('%s: what was read counts and the rest is prose', async (_name, sample, rows, reason) => {
    const reading = await read(format, sample);
    expect(reading.rows).toEqual(rows);
    expect(reading.partials).toContain(reason);
    expect(reading.text === sample).toBe(true);
  });

  test('a record without end is handed out in parts', async () => {
    const fields = Array.from({ length: 100_000 }, (_, n) => `"f${'abcdefgh'[n % 8]}x":"v${n}"`);
    const reading = await read(format, `{${fields.join(',')}}`);
    expect(reading.rows.flat()).toHaveLength(100_000);
    expect(reading.rows.length).toBeGreaterThan(3);
    expect(reading.partials).toEqual([]);
  });

  test('reading goes on behind a string that is too long for a block', async () => {
    const reading = await read(format, `[{"a":"x","blob":"${'QUJD\\"'.repeat(100_000)}","b":"y"},{"a":"z"}]`);
    expect(reading.rows).toEqual([['a=x'], ['b=y'], ['a=z']]);
    expect(reading.partials).toEqual([]);
  });

  test('every scalar of a document is a cell with its value', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\\', '/', '😀', ' ', 'n', '\u0001'), minLength: 1 });
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'mail', 'first'), fc.oneof(word, fc.integer()), {
      minKeys: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1 }), fc.constantFrom(0, 2), async (records, indent) => {
        const rows = records.map((fields) => Object.entries(fields).map(([key, value]) => `${key}=${value}`));
        const sample = JSON.stringify(records, undefined, indent);
        const reading = await read(format, sample);
        expect(reading.partials).toEqual([]);
        expect(reading.rows).toEqual(rows);
      }),
      { numRuns: 400 },
    );
  });
});

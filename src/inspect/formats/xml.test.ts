import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Limits } from '../contract.ts';
import { format } from './xml.ts';

async function read(xml: string | Uint8Array, step?: number, limits: Partial<Limits> = {}) {
  const got = collect();
  await format.extract(memoryInput(xml, step), got.sink, context([], limits));
  const rows = got.blocks.flatMap(({ text, rows = [] }) =>
    rows.map(({ cells }) => cells.map(({ start, end, label, where }) => [label, where?.field, text.slice(start, end)])),
  );
  return { ...got, rows };
}

const customers = `<?xml version="1.0"?>
<customers xmlns:c="urn:x">
  <c:customer id="7">
    <name>Ada &amp; Example</name>
    <contact><email>ada@example.org</email><phone><number>+44 20 7946 0000</number></phone></contact>
  </c:customer>
  <c:customer id="8"><name><![CDATA[Bob <b>]]></name></c:customer>
</customers>`;

describe('xml', () => {
  test.each([
    ['declaration', '<?xml version="1.0"?><a/>', 0.85],
    ['document type', '<!DOCTYPE svg PUBLIC "x"><svg/>', 0.85],
    ['root alone', '<root>\n<a>1</a></root>', 0.6],
    ['comment first', '<!-- a --><root a="1"/>', 0.6],
    ['e-mail in angles', '<ada@example.org> wrote', 0],
    ['unclosed angle', '<root and more text', 0],
    ['comments without end', '<!---->'.repeat(5000), 0],
    ['text', 'a < b', 0],
    ['empty', '', 0],
  ])('detection of %s', (_, text, score) => {
    expect(format.detect(headOf(text))).toBe(score);
  });

  test.each([1, 10, 65_536])('repeated elements are records (chunks of %i bytes)', async (step) => {
    const got = await read(customers, step);
    expect(got.text()).toBe(
      'customer id: 7\nname: Ada & Example\nemail: ada@example.org\nphone number: +44 20 7946 0000\ncustomer id: 8\nname: Bob <b>\n',
    );
    expect(got.rows).toEqual([
      [
        ['customer id', 'customer.id', '7'],
        ['name', 'customer.name', 'Ada & Example'],
        ['email', 'customer.contact.email', 'ada@example.org'],
        ['phone number', 'customer.contact.phone.number', '+44 20 7946 0000'],
      ],
      [
        ['customer id', 'customer.id', '8'],
        ['name', 'customer.name', 'Bob <b>'],
      ],
    ]);
    expect(got.partials).toEqual([]);
  });

  test('a single record is one, wherever it begins', async () => {
    const got = await read(
      '<export><customer><name>Ada</name><contact><email>ada@example.org</email></contact></customer></export>',
    );
    expect(got.rows).toEqual([
      [
        ['name', 'customer.name', 'Ada'],
        ['email', 'customer.contact.email', 'ada@example.org'],
      ],
    ]);
  });

  test('fields named by an attribute, rows of nameless cells, feeds', async () => {
    const dump =
      '<t><row><field name="email">a@example.org</field><field name="city">Paris</field></row><row><field name="email">b@example.org</field></row></t>';
    expect((await read(dump)).labelled()).toEqual([
      ['email', 'a@example.org'],
      ['city', 'Paris'],
      ['email', 'b@example.org'],
    ]);
    const cells = (...values: string[]): string =>
      `<Row>${values.map((value) => `<Cell><Data>${value}</Data></Cell>`).join('')}</Row>`;
    const sheet = `<Table>${cells('Name', 'Mail')}${cells('Ada', 'a@example.org')}${cells('Bob', 'b@example.org')}</Table>`;
    expect((await read(sheet)).labelled()).toEqual([
      ['Name', 'Ada'],
      ['Mail', 'a@example.org'],
      ['Name', 'Bob'],
      ['Mail', 'b@example.org'],
    ]);
    const feed =
      '<rss><channel><title>News</title><managingEditor>e@example.org</managingEditor><item><title>A</title><author>x</author></item><item><title>B</title><author>y</author></item></channel></rss>';
    expect((await read(feed)).rows.map((row) => row.map(([, , value]) => value))).toEqual([
      ['News', 'e@example.org'],
      ['A', 'x'],
      ['B', 'y'],
    ]);
  });

  test('a list of values is not one record', async () => {
    for (const length of [2, 100]) {
      const got = await read(
        `<emails>${Array.from({ length }, (_, number) => `<e>u${number}@example.org</e>`).join('')}</emails>`,
      );
      expect(got.rows).toHaveLength(length);
    }
  });

  test('text with elements in it is read as a whole', async () => {
    expect((await read('<p>Write to <b>ada</b>@example.org today</p>')).text()).toBe(
      'p: Write to ada@example.org today\n',
    );
  });

  test('comments and the document type are parts of their own', async () => {
    const got = await read('<!DOCTYPE a [<!ENTITY e "carl@example.org">]><a><!-- ada@example.org --><b>1</b></a>');
    expect(got.blocks.map(({ where, text }) => [where.part, text])).toEqual([
      [undefined, 'b: 1\n'],
      ['doctype', 'a [<!ENTITY e "carl@example.org">]\n'],
      ['comment', 'ada@example.org\n'],
    ]);
  });

  test('entities of the document are not expanded, and nothing is fetched', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    ).join('');
    const got = await read(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${levels}<!ENTITY f SYSTEM "file:///etc/passwd">]><x><a>&l12;</a><b>&f;</b></x>`,
    );
    expect(got.text().length).toBeLessThan(2000);
    expect(got.labelled()).toEqual([
      ['a', '&l12;'],
      ['b', '&f;'],
    ]);
    expect(new Set(got.partials)).toEqual(new Set(['feature-unsupported']));
  });

  test.each([
    ['iso-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a><b>M\xfcller</b></a>', 'latin1')],
    ['utf-16', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a><b>Müller</b></a>', 'utf16le')],
    [
      'utf-8 under another name',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a><b>Müller Ünal Ägidius Öz</b></a>'),
    ],
  ])('encoding %s', async (_, bytes) => {
    expect((await read(bytes)).text()).toMatch(/^b: Müller/);
  });

  test('what is malformed or cut is read as far as it goes', async () => {
    const got = await read(customers.slice(0, customers.indexOf('</email>')));
    expect(got.partials).toContain('damaged');
    expect(got.labelled()).toContainEqual(['email', 'ada@example.org']);
    const crossed = await read('<a><b>ada@example.org</a></b><c>after@example.org</c>');
    expect(crossed.partials).toContain('damaged');
    expect(crossed.text()).toContain('ada@example.org');
  });

  test('memory does not grow with the document, nor with a record', async () => {
    const record = `<r><name>Ada</name><email>ada@example.org</email></r>`;
    const many = await read(`<x a="once">${record.repeat(100_000)}</x>`);
    expect(many.rows.filter((row) => row.length === 2)).toHaveLength(100_000);
    expect(many.text().match(/once/g)).toHaveLength(1);
    const one = await read(`<x><y>${'<name>Ada</name><email>ada@example.org</email>'.repeat(100_000)}</y></x>`);
    expect(one.text().match(/ada@example\.org/g)).toHaveLength(100_000);
    expect(Math.max(...one.blocks.map(({ text }) => text.length))).toBeLessThanOrEqual(256 * 1024);
    const text = 'x'.repeat(5_000_000);
    await expect(read(`<x>${text}</x>`, 65_536, { maxHeldBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'limit-memory',
    });
  });

  test('nesting without end', async () => {
    const deep = 200_000;
    const got = await read(`${'<a>'.repeat(deep)}ada@example.org${'</a>'.repeat(deep)}`);
    expect(got.text()).toContain('ada@example.org');
  });

  test('no mutation hangs or throws a foreign error', async () => {
    await survivesMutation(format, Buffer.from(customers), [], 1000);
  });
});

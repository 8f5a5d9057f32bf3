import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Limits } from '../contract.ts';
import { format } from './html.ts';

async function read(html: string | Uint8Array, step?: number, limits: Partial<Limits> = {}) {
  const got = collect();
  await format.extract(memoryInput(html, step), got.sink, context([], limits));
  const rows = got.blocks.flatMap(({ text, rows = [] }) =>
    rows.map(({ cells }) => cells.map(({ start, end, label }) => [label, text.slice(start, end)])),
  );
  const part = (name?: string): string =>
    got.blocks
      .filter(({ where }) => where.part === name)
      .map(({ text }) => text)
      .join('');
  return { ...got, rows, part };
}

describe('html', () => {
  test.each([
    ['document', '<!DOCTYPE html>\n<html>', 0.9],
    ['upper case', '<HTML><BODY>', 0.9],
    ['XHTML', '<?xml version="1.0"?>\n<html xmlns="x">', 0.9],
    ['comment first', '<!-- saved --><html lang="en">', 0.9],
    ['fragment', '<p>Hello <b>Ada</b></p>', 0.65],
    ['comments without end', '<!---->'.repeat(5000), 0],
    ['XML', '<customers><customer/></customers>', 0],
    ['text with a tag', 'Use <b> for bold', 0],
    ['text', 'a < b', 0],
    ['empty', '', 0],
  ])('detection of %s', (_, text, score) => {
    expect(format.detect(headOf(text))).toBe(score);
  });

  test.each([1, 7, 65_536])('text as a reader sees it (chunks of %i bytes)', async (step) => {
    const got = await read(
      `<html><body><h1>Dear&nbsp;Ada,</h1><p>we  <b>wr</b>ote\nto&#32;you</p>line<br>break<ul><li>one<li>two</ul><pre>a\n  b</pre></body></html>`,
      step,
    );
    expect(got.text()).toBe('Dear\u00A0Ada,\nwe wrote to you\nline\nbreak\none\ntwo\na\n  b\n');
  });

  test('tables with header cells are records under their labels', async () => {
    const got = await read(
      '<table><thead><tr><th>Name<th colspan=2>Phone<th>E-mail</thead><tr><td>Ada Example<td>1<td>2<td>ada@example.org</tr><tr><td rowspan=2>Bob<td>3<td>4<td></tr><tr><td>5</td><td>6</td><td>b@example.org</td></tr></table>',
    );
    expect(got.rows).toEqual([
      [
        ['Name', 'Ada Example'],
        ['Phone', '1'],
        ['Phone', '2'],
        ['E-mail', 'ada@example.org'],
      ],
      [
        ['Name', 'Bob'],
        ['Phone', '3'],
        ['Phone', '4'],
      ],
      [
        ['Phone', '5'],
        ['Phone', '6'],
        ['E-mail', 'b@example.org'],
      ],
    ]);
    expect(got.text()).toContain('Ada Example\t1\t2\tada@example.org\n');
  });

  test('tables without header cells: first row of words, or labels in front', async () => {
    const plain = await read('<table><tr><td>Name<td>Mail<tr><td>Ada<td>ada@example.org</table>');
    expect(plain.rows).toEqual([
      [
        ['Name', 'Ada'],
        ['Mail', 'ada@example.org'],
      ],
    ]);
    const front = await read(
      '<table><tr><th>Name<td>Ada<tr><th>Mail:<td>ada@example.org</table><table><tr><td>Phone:<td>555</table>',
    );
    expect(front.rows).toEqual([
      [
        ['Name', 'Ada'],
        ['Mail', 'ada@example.org'],
      ],
      [['Phone', '555']],
    ]);
  });

  test('each table has its own id, and blocks hold rows of one', async () => {
    const table = '<table><tr><th>A<th>B<tr><td>1<td>2</table>';
    const got = await read(table.repeat(3));
    expect(got.blocks.map((block) => block.table)).toEqual([1, 2, 3]);
  });

  test('layout tables are text', async () => {
    const got = await read(
      '<table><tr><td><table><tr><th>Name<th>Mail<tr><td>Ada<td>a@example.org</table></td><td>aside</td></tr></table>',
    );
    expect(got.rows).toEqual([
      [
        ['Name', 'Ada'],
        ['Mail', 'a@example.org'],
      ],
    ]);
    expect(got.text()).toContain('aside');
  });

  test('definition lists and forms are labelled', async () => {
    const got = await read(
      '<dl><dt>Name:<dd>Ada<dt>Mail<dd>ada@example.org</dl><form><label for=m>Your mail</label><input id=m value=" f@example.org "><label>City <input value=Paris></label><input type=hidden name=token value=abcd><textarea name=note>one\ntwo</textarea><input type=submit value=Send></form>',
    );
    expect(got.rows).toContainEqual([
      ['Name', 'Ada'],
      ['Mail', 'ada@example.org'],
    ]);
    expect(got.rows).toContainEqual([
      ['Your mail', 'f@example.org'],
      ['City', 'Paris'],
      ['token', 'abcd'],
    ]);
    expect(got.rows).toContainEqual([['note', 'one\ntwo']]);
  });

  test('what is not shown is read and marked', async () => {
    const got = await read(
      '<html><head><title>T</title><meta name=author content="Ada"><script>var m="s@example.org"</script><style>a{b:c}</style></head><body><!-- c@example.org --><p hidden>h@example.org</p><div style="display: none">d@example.org</div><template>t@example.org</template><img alt="Photo of Ada"><a href="mailto:l%40example.org?subject=x">write</a> <a href="mailto:same@example.org">same@example.org</a> <i data-user="u@example.org">shown</i></body></html>',
    );
    expect(got.part()).toBe('write same@example.org shown\n');
    expect(got.part('title')).toBe('T\n');
    expect(got.part('metadata')).toBe('author: Ada\n');
    expect(got.part('script')).toBe('var m="s@example.org"\n');
    expect(got.part('comment')).toBe('c@example.org\n');
    expect(got.part('hidden')).toBe('h@example.org\nd@example.org\nt@example.org\n');
    expect(got.part('attribute')).toBe('Photo of Ada\nu@example.org\n');
    expect(got.part('link')).toBe('l@example.org?subject=x\n');
  });

  test('data: URIs are members', async () => {
    const got = await read('<img src="data:image/png;base64,aGVs%62G8="><a href="data:text/csv,a%2Cb%0Aü">x</a>');
    expect(got.members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['data-1.png', Buffer.from('aGVsbG8=', 'base64').toString()],
      ['data-2.csv', 'a,b\nü'],
    ]);
  });

  test.each([
    ['windows-1252', Buffer.from('<meta charset=windows-1252><p>M\xfcller \x80</p>', 'latin1')],
    ['utf-8', Buffer.from('<meta charset=utf-8><p>Müller €</p>')],
    ['utf-16', Buffer.from('\uFEFF<p>Müller €</p>', 'utf16le')],
  ])('encoding %s', async (_, bytes) => {
    expect((await read(bytes)).text()).toBe('Müller €\n');
  });

  test('a table of any length keeps blocks small and rows whole', async () => {
    const got = await read(
      `<table><tr><th>Name<th>Mail</tr>${'<tr><td>Ada Example<td>ada@example.org</tr>\n'.repeat(20_000)}</table>`,
    );
    expect(got.rows).toHaveLength(20_000);
    expect(new Set(got.rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(Math.max(...got.blocks.map(({ text }) => text.length))).toBeLessThan(128 * 1024);
  });

  test('one line, one cell, one comment without end', async () => {
    const words = 'ada@example.org '.repeat(200_000);
    for (const html of [
      `<p>${words}`,
      `<table><tr><td>${words}`,
      `<!--${words}`,
      `<textarea>${words}`,
      `<dl><dd>${words}`,
    ]) {
      const got = await read(html);
      expect(got.text().match(/ada@example\.org/g)).toHaveLength(200_000);
      expect(Math.max(...got.blocks.map(({ text }) => text.length))).toBeLessThanOrEqual(256 * 1024);
    }
    await expect(read(`<a title="${words}">`, 65_536, { maxHeldBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'limit-memory',
    });
  });

  test('nesting without end is given up', async () => {
    const deep = `before@example.org${'<div>'.repeat(100_000)}`;
    const got = collect();
    await expect(format.extract(memoryInput(deep), got.sink, context())).rejects.toMatchObject({ code: 'limit-depth' });
    expect(got.text()).toContain('before@example.org');
  });

  test('no mutation hangs or throws a foreign error', async () => {
    const html =
      '<!doctype html><title>T</title><table><tr><th>A<th>B<tr><td>1<td><dl><dt>x<dd>y</dl></table><form><input name=a value="b@c"><textarea>t</textarea></form><!-- c --><p hidden>&amp;<img src="data:,x">';
    await survivesMutation(format, Buffer.from(html), [], 1000);
  });
});

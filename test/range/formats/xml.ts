import type { Form } from '../document.ts';
import { plain } from '../people/surface.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';
import { byGroup, formsIn } from './json.ts';

/** Text in markup: the three characters that must be escaped. */
export const markup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A header as the name of an element. */
export function tagOf(header: string): string {
  const name = plain(header)
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .replaceAll(/^[^A-Za-z_]+|_+$/g, '');
  return name === '' ? 'field' : name;
}

/** Records as elements; fields as elements or attributes. */
export const xml: Writer = {
  extension: 'xml',
  render({ document, file, random, words }: Rendering) {
    const page = new TextPage(file);
    const latin = random.chance(0.25);
    const root = random.pick(words.groups.list);
    const tag = random.pick(words.groups.record);
    const style = random.pick(['elements', 'nested', 'attributes'] as const);
    page.put(`<?xml version="1.0" encoding="${latin ? 'ISO-8859-1' : 'UTF-8'}"?>\n<${root}>\n`);
    for (const form of formsIn(document)) record(form, page, file, tag, style);
    page.put(`</${root}>\n`);
    const text = page.text();
    const bytes = encode(text, latin ? 'latin1' : 'utf-8');
    // Padded, so that the offsets in the truth stay.
    return latin && bytes.length !== text.length
      ? encode(text.replace('"ISO-8859-1"', '"UTF-8"     '), 'utf-8')
      : bytes;
  },
};

function record(
  form: Form,
  page: TextPage,
  file: Rendering['file'],
  tag: string,
  style: 'elements' | 'nested' | 'attributes',
): void {
  const line = page.line;
  const ids: (number | undefined)[] = [];
  page.put(`  <${tag}`);
  if (style === 'attributes') {
    for (const { column, value } of form.fields) {
      page.put(` ${tagOf(column.header)}="`);
      ids.push(...page.cell(value, (text) => markup(text).replaceAll('"', '&quot;')));
      page.put('"');
    }
    page.put('/>\n');
  } else {
    page.put('>\n');
    for (const [group, fields] of byGroup(form, style === 'nested')) {
      if (group !== '') page.put(`    <${group}>\n`);
      for (const { column, value } of fields) {
        page.put(`    <${tagOf(column.header)}>`);
        ids.push(...page.cell(value, markup));
        page.put(`</${tagOf(column.header)}>\n`);
      }
      if (group !== '') page.put(`    </${group}>\n`);
    }
    page.put(`  </${tag}>\n`);
  }
  file.record(form.person, ids, valuesOf(form.fields.map(({ value }) => value)), { line });
}

import type { BlockWriter } from '../blocks/block-writer.ts';
import { contactFields, otherLabels, plannedFields, technicalNames, technicalTexts } from './ids.ts';
import { type Properties, valueType } from './properties.ts';

interface Field {
  readonly label: string;
  readonly text: string;
}

/** No message has a tenth of it. */
const maxFields = 10_000;
const several = 0x1000;
const inProperties = { part: 'properties' } as const;

/**
 * Writes what a message says besides headers and body: the fields of a contact or an appointment as one record, then every
 * other text, unless it was `said` already.
 */
export async function writeFields(message: Properties, writer: BlockWriter, said: Set<string>): Promise<void> {
  const record = await recordOf(message);
  if (record.length > 0) {
    writer.place({});
    writer.record(record);
    for (const { text } of record) said.add(text.toLowerCase());
  }
  let written = 0;
  for (const [id, { type }] of message.values) {
    const isText = [valueType.text, valueType.bytes].includes((type & ~several) as 0x1e);
    const name = message.nameOf(id);
    if (!isText || technicalTexts.has(id) || (name !== undefined && technicalNames.has(name))) continue;
    const text = await message.text(id);
    if (text.length < 2 || said.has(text.toLowerCase()) || written >= maxFields) continue;
    said.add(text.toLowerCase());
    written++;
    writer.place(inProperties);
    const label = typeof name === 'string' ? name : otherLabels.get(id);
    if (label === undefined) writer.line(text);
    else writer.labelled(label, text);
    await writer.drain();
  }
}

async function recordOf(message: Properties): Promise<Field[]> {
  const known = [
    ...contactFields.numbered,
    ...[...contactFields.named, ...plannedFields].map(([name, label]) => [message.named(name), label] as const),
  ];
  const fields: Field[] = [];
  for (const [id, label] of known) {
    const text = await message.text(id);
    if (text !== '') fields.push({ label, text: /birth|anniversary/.test(label) ? text.replace(/T.*/, '') : text });
  }
  const name = fields.length === 0 ? '' : await message.text(0x3001);
  return name === '' ? fields : [{ label: 'name', text: name }, ...fields];
}

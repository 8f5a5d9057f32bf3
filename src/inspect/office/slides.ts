import type { Where } from '../contract.ts';
import { FlowText } from './flow-text.ts';
import { Notes } from './notes.ts';
import type { Part } from './package.ts';
import { partKind } from './part-kind.ts';
import type { Reading } from './reading.ts';
import { readChart } from './spreadsheet.ts';
import { type Attributes, attribute, isOn, readXml } from './xml.ts';

/** Everything in a presentation: its slides in order, each with its notes and comments, then the rest. */
export async function readPresentation(reading: Reading): Promise<void> {
  let slide = 0;
  for (const part of reading.left('presentation')) {
    const order = await readOrder(reading, part);
    const relations = new Map((await reading.relations(part.key)).map((relation) => [relation.id, relation]));
    for (const id of order) {
      slide++;
      const target = reading.pack.part(relations.get(id)?.target ?? '');
      if (target !== undefined && partKind(target) === 'slide') await readSlide(reading, target, { slide });
    }
  }
  for (const part of reading.left('slide')) {
    slide++;
    await readSlide(reading, part, { slide, part: 'slide outside of the presentation' });
  }
  for (const part of reading.left('notes')) await reading.flow(part, { part: 'speaker notes' });
  for (const part of reading.left('slide-comments')) await readComments(reading, part, { part: 'comment' });
  for (const part of reading.left('slide-pattern')) await reading.flow(part, { part: 'slide master' });
}

/** Ids of the links to the slides, in order. */
async function readOrder(reading: Reading, part: Part): Promise<string[]> {
  const order: string[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name !== 'sldId') return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    if (id !== undefined && order.length < reading.context.limits.maxMembers) order.push(id);
  };
  await reading.part(part, () => readXml(part.open(), { open, close: () => undefined, text: () => undefined }));
  return order;
}

async function readSlide(reading: Reading, part: Part, place: Where): Promise<void> {
  const { writer } = reading;
  let where = place;
  const flow = new FlowText(writer, reading.tables, where);
  const open = (name: string, attributes: Attributes): void => {
    const show = attribute(attributes, 'show');
    if (name === 'sld' && show !== undefined && !isOn(show)) {
      where = { ...place, part: 'hidden slide' };
      flow.place(where);
    }
    flow.open(name, attributes);
  };
  const handler = { open, close: (name: string) => flow.close(name), text: (text: string) => flow.text(text) };
  await reading.part(part, () => readXml(part.open(), handler, () => writer.drain()));
  if (flow.hasPicture && !flow.hasText) reading.showsPicture();
  for (const relation of await reading.relations(part.key)) {
    const beside = relation.external ? undefined : reading.pack.part(relation.target);
    if (beside === undefined || reading.isRead(beside)) continue;
    const kind = partKind(beside);
    if (kind === 'notes') await reading.flow(beside, { ...where, part: 'speaker notes' });
    else if (kind === 'slide-comments') await readComments(reading, beside, { ...where, part: 'comment' });
    else if (kind === 'chart') await readChart(reading, beside, where);
    else if (kind === 'drawing') await reading.flow(beside, where);
  }
}

async function readComments(reading: Reading, part: Part, where: Where): Promise<void> {
  await reading.part(part, () => readXml(part.open(), new Notes(reading.writer, where), () => reading.writer.drain()));
}

import { z } from 'zod';
import {
  type Element,
  type Finding,
  type InspectEvent,
  isAligned,
  newestDays,
  type PersonLabel,
  elements,
} from '#inspect';
import { type Code, catalogue } from '#platform/errors';

/** An event on its way from a reader process: a small header, and a body for what may be large. */
export interface EventFrame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

/** A reader sent what no reader of ours sends: it was taken over. */
export class HostileEvent extends Error {
  override readonly name = 'HostileEvent';
}

const empty = new Uint8Array(0);
/** Well below what a frame holds; one finding is below 8 MiB, since a block has 1 MiB. */
const batchCharacters = 1024 * 1024;

/** The frames of an event. The same event always gives the same frames: a later attempt is compared by their number. */
export function encodeEvent(event: InspectEvent): EventFrame[] {
  switch (event.type) {
    case 'begin': {
      const { path, ...header } = event;
      return [{ header, body: Buffer.from(path) }];
    }
    case 'findings': {
      const header = { type: event.type, file: event.file };
      return batches(event.findings).map((body) => ({ header, body }));
    }
    case 'text':
      return [{ header: { type: event.type, file: event.file }, body: Buffer.from(event.text) }];
    case 'records': {
      const { bytes, labels, ...header } = event;
      if (labels === undefined) return [{ header, body: bytes }];
      return [{ header: { ...header, records: bytes.length }, body: Buffer.concat([bytes, encodeLabels(labels)]) }];
    }
    case 'dates': {
      const { dates, ...header } = event;
      return [{ header, body: Buffer.from(JSON.stringify(dates)) }];
    }
    case 'end':
      return [{ header: { ...event }, body: empty }];
  }
}

function batches(findings: readonly Finding[]): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  let batch: string[] = [];
  let characters = 0;
  const flush = (): void => {
    if (batch.length > 0) bodies.push(Buffer.from(`[${batch.join(',')}]`));
    batch = [];
    characters = 0;
  };
  for (const finding of findings) {
    const json = JSON.stringify(finding);
    if (characters + json.length > batchCharacters) flush();
    batch.push(json);
    characters += json.length;
  }
  flush();
  return bodies;
}

const count = z.int().min(0);
const word = z.string().max(200);
const element = z.enum(elements);
const reason = z.enum(Object.keys(catalogue) as [Code, ...Code[]]);
const place = z.int().min(1);

const where = z.object({
  page: place.optional(),
  slide: place.optional(),
  sheet: z.string().optional(),
  cell: word.optional(),
  row: place.optional(),
  line: place.optional(),
  column: place.optional(),
  part: z.string().optional(),
  field: z.string().optional(),
});

const findings = z.array(
  z.object({
    rule: word,
    element,
    score: z.number().min(0).max(1),
    span: z.object({ start: count, end: count }),
    where,
    redacted: z.string(),
    reasons: z.array(z.object({ why: z.string(), by: z.number() })),
    value: z.string().optional(),
    match: z.object({ index: word, column: word, row: place }).optional(),
  }),
);

const day = z.iso.date();
const dayCount = z.object({
  day,
  count: place,
  at: z
    .object({
      by: z.enum(['column', 'field', 'line', 'mail', 'property']),
      said: z
        .string()
        .regex(/^[a-z][a-z ]{0,40}$/)
        .optional(),
      span: z.object({ start: count, end: count }),
      where,
    })
    .optional(),
});
const dateTally = z.object({
  count: place,
  months: z.record(z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/), place),
  newest: z.array(dayCount).max(newestDays),
  oldest: dayCount.optional(),
});
const fileDates = z.object({ events: dateTally.optional(), documents: dateTally.optional() });

const header = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), file: count, mediaType: word, format: word }),
  z.object({ type: z.literal('findings'), file: count }),
  z.object({ type: z.literal('text'), file: count }),
  z.object({ type: z.literal('dates'), file: count }),
  /** `records`: bytes of the body that are records, where labels stand behind them. */
  z.object({ type: z.literal('records'), file: count, count, records: count.optional() }),
  z.object({
    type: z.literal('end'),
    file: count,
    status: z.enum(['inspected', 'partial', 'unreadable']),
    reason: reason.optional(),
    bytes: count,
    sha256: z.string().regex(/^([0-9a-f]{64})?$/),
    counts: z.partialRecord(element, count),
    allowed: place.optional(),
    pixels: count.optional(),
  }),
]);

const rank = z.int().min(0).max(255);
const labelText = z.string().max(120);
const labels = z.array(z.tuple([labelText, rank, labelText, rank]));

function encodeLabels(list: readonly PersonLabel[]): Uint8Array {
  return Buffer.from(
    JSON.stringify(list.map(({ name, nameRank, contact, contactRank }) => [name, nameRank, contact, contactRank])),
  );
}

function decodeLabels(bytes: Uint8Array, records: number): PersonLabel[] {
  const list = check(labels, parse(bytes));
  if (list.length !== records) throw new HostileEvent();
  return list.map(([name, nameRank, contact, contactRank]) => ({ name, nameRank, contact, contactRank }));
}

/** The event of a frame, every field of it checked. Throws HostileEvent. */
export function decodeEvent({ header: raw, body }: EventFrame): InspectEvent {
  const head = check(header, raw);
  switch (head.type) {
    case 'begin':
      return { ...head, path: text(body) };
    case 'findings':
      return { ...head, findings: check(findings, parse(body)) };
    case 'text':
      return { ...head, text: text(body) };
    case 'records': {
      const { records, ...event } = head;
      if (!isAligned(body.subarray(0, records), head.count)) throw new HostileEvent();
      if (records === undefined) return { ...event, bytes: body };
      return { ...event, bytes: body.subarray(0, records), labels: decodeLabels(body.subarray(records), head.count) };
    }
    case 'dates':
      return { ...head, dates: check(fileDates, parse(body)) };
    case 'end':
      return head;
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data } = schema.safeParse(value);
  if (!success) throw new HostileEvent();
  return data;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(text(body));
  } catch {
    throw new HostileEvent();
  }
}

function text(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
}

/** Adds findings to the counts of a file. */
export function tally(counts: Partial<Record<Element, number>>, found: readonly Finding[]): void {
  for (const { element } of found) counts[element] = (counts[element] ?? 0) + 1;
}

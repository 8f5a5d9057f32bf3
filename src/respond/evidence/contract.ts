import { z } from 'zod';
import { longPage, longQuery, operation } from '#platform/operation';
import { ids } from '../fields.ts';

/** How something came into the hands of who handed it in. */
const how = z.enum(['found', 'received', 'bought', 'collected', 'other']);
const compartment = z.enum(['facts', 'counsel', 'person-concerned']);
const time = z.iso.datetime();
const text = (most: number) => z.string().trim().min(1).max(most);

const ofIncident = z.object({ incident: z.uuid() });
const ofItem = z.object({ incident: z.uuid(), evidence: z.uuid() });
const ofReading = z.object({ incident: z.uuid(), evidence: z.uuid(), reading: z.uuid() });

/** What is said of a file when its upload begins. */
export const handIn = z.object({
  /** Bytes, of any content: a label, and never a path. */
  name: z.custom<Uint8Array>((name) => name instanceof Uint8Array && name.length >= 1 && name.length <= 1000),
  how,
  /** The address where it was found, or from whom it came. */
  source: z.string().max(2000).default(''),
  obtained: z.iso.datetime({ offset: true }).optional(),
  compartment: compartment.default('facts'),
  entity: z.uuid().optional(),
  /** Bytes. */
  length: z.int().min(0),
});
export type HandIn = z.input<typeof handIn>;

const sealedOff = z.object({
  why: z.enum(['illegal', 'classified']),
  people: z.array(z.uuid()),
  at: time,
  by: z.uuid(),
});

const item = z.object({
  id: z.uuid(),
  compartment,
  entity: z.uuid().nullable(),
  /** Masked; null for whom it is sealed off. */
  name: z.string().nullable(),
  how,
  obtained: time.nullable(),
  handedIn: z.object({ by: z.uuid(), at: time }),
  /** Bytes. */
  size: z.number(),
  state: z.enum(['uploading', 'complete', 'abandoned']),
  /** Of an upload: bytes that are safe, and when the last of them came. */
  received: z.number(),
  lastPart: time.nullable(),
  /** Null before it is complete, and while somebody outside answers for it. */
  custodian: z.uuid().nullable(),
  /** Hexadecimal digits; null before it is complete, and for whom it is sealed off. */
  sha256: z.string().nullable(),
  sealedOff: sealedOff.nullable(),
});
export type Item = z.infer<typeof item>;

const custodyEntry = z.object({
  number: z.number(),
  at: time,
  by: z.uuid(),
  from: z.uuid().nullable(),
  to: z.uuid().nullable(),
  outside: z.string().nullable(),
  why: z.string(),
});

const shownItem = item.extend({
  /** Whole for those who may read it, with what cannot be seen or misleads written as `\u{…}`. */
  name: z.string().nullable(),
  source: z.string().nullable(),
  /** Other items of the same bytes. */
  alike: z.array(z.uuid()),
  custody: z.array(custodyEntry),
});
export type ShownItem = z.infer<typeof shownItem>;

export const searched = z.enum(['whole', 'sample', 'waiting', 'notSearched', 'uploading', 'sealedOff']);

export const listEvidence = operation({
  id: 'evidence.list',
  method: 'GET',
  path: '/v1/incidents/:incident/evidence',
  summary: 'List what was handed in, the newest first, unfinished uploads too',
  gate: 'member',
  scope: 'evidence:read',
  params: ofIncident,
  query: longQuery.extend({
    state: z.enum(['uploading', 'complete', 'abandoned']).optional(),
    how: how.optional(),
    by: z.uuid().optional().describe('Who handed it in'),
    custodian: z.uuid().optional().describe('Who answers for it now'),
    ids: ids.optional().describe('Ids of items with commas between them, 100 at most: these alone'),
    searched: searched.optional().describe('How much of it was searched, in the words of `impact.show`'),
  }),
  answer: longPage(item),
});

export const showEvidence = operation({
  id: 'evidence.show',
  method: 'GET',
  path: '/v1/incidents/:incident/evidence/:evidence',
  summary: 'Show one item and who answered for it',
  gate: 'member',
  scope: 'evidence:read',
  params: ofItem,
  answer: shownItem,
});

export const passing = z
  .object({
    /** Who answers for it now; null for somebody outside. */
    from: z.uuid().nullable(),
    to: z.uuid().optional(),
    outside: text(300).optional(),
    why: text(20_000),
  })
  .refine(({ to, outside }) => (to === undefined) !== (outside === undefined), 'either to or outside');

export const passCustodyOn = operation({
  id: 'evidence.pass-custody',
  method: 'POST',
  path: '/v1/incidents/:incident/evidence/:evidence/custody',
  summary: 'Pass an item on to somebody who answers for it from now on',
  gate: 'member',
  scope: 'evidence:write',
  params: ofItem,
  body: passing,
  answer: shownItem,
  once: true,
  refuses: ['evidence-incomplete', 'changed-meanwhile'],
});

export const sealing = z.object({
  why: z.enum(['illegal', 'classified']),
  /** Members who alone may open it from now on. */
  people: z
    .array(z.uuid())
    .min(1)
    .max(500)
    .refine((all) => new Set(all).size === all.length, 'each once'),
  reason: text(20_000),
});

export const sealEvidenceOff = operation({
  id: 'evidence.seal-off',
  method: 'POST',
  path: '/v1/incidents/:incident/evidence/:evidence/seal-off',
  summary: 'Seal an item off, with all others of the same bytes: for the named people alone, and not inspected',
  gate: 'member',
  scope: 'evidence:write',
  params: ofItem,
  body: sealing,
  answer: z.object({ sealed: z.array(z.uuid()) }),
  once: true,
  refuses: ['evidence-sealed-off'],
});

const granted = z.object({ reading: z.uuid(), until: time });

export const askToRead = operation({
  id: 'evidence.ask-read',
  method: 'POST',
  path: '/v1/incidents/:incident/evidence/:evidence/readings',
  summary: 'Say why you read the bytes of an item; they can be fetched for ten minutes',
  gate: 'member',
  scope: 'evidence:read',
  params: ofItem,
  body: z.object({ reason: text(20_000) }),
  answer: granted,
  status: 201,
  once: true,
  refuses: ['evidence-incomplete', 'evidence-sealed-off'],
});

export const readEvidence = operation({
  id: 'evidence.read',
  method: 'GET',
  path: '/v1/incidents/:incident/evidence/:evidence/readings/:reading',
  summary: 'Fetch the bytes of an item, or a range of them',
  gate: 'member',
  scope: 'evidence:read',
  params: ofReading,
  bytes: 'application/octet-stream',
  refuses: ['range-invalid', 'evidence-sealed-off'],
});

export const askToExport = operation({
  id: 'evidence.ask-export',
  method: 'POST',
  path: '/v1/incidents/:incident/evidence/:evidence/exports',
  summary: 'Say who gets a copy of an item and why; it can be fetched for ten minutes',
  gate: 'member',
  scope: 'evidence:read',
  params: ofItem,
  body: z.object({ reason: text(20_000), recipient: text(300) }),
  answer: granted.extend({ mark: z.uuid() }),
  status: 201,
  once: true,
  refuses: ['evidence-incomplete', 'evidence-sealed-off'],
});

export const exportEvidence = operation({
  id: 'evidence.export',
  method: 'GET',
  path: '/v1/incidents/:incident/evidence/:evidence/exports/:reading',
  summary: 'Fetch a copy as ZIP, with a mark that names its recipient',
  gate: 'member',
  scope: 'evidence:read',
  params: ofReading,
  bytes: 'application/zip',
  refuses: ['evidence-sealed-off'],
});

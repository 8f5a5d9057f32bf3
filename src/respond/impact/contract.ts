import { z } from 'zod';
import { longPage, longQuery, operation, page, pageQuery } from '#platform/operation';
import { id, ids, instant, line, prose } from '../fields.ts';

const compartment = z.enum(['facts', 'counsel', 'person-concerned']);
const counts = z.record(z.string(), z.int());
/** Names of elements, formats and codes. */
const word = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/);
const reason = prose(20_000).describe('Why; the log keeps its hash');

const ofIncident = z.object({ incident: id });
const ofRun = z.object({ incident: id, run: id });

const run = z.object({
  id,
  evidence: id.describe('An item with these bytes that one may open; items of the same bytes share the run'),
  compartment,
  entity: id.nullable(),
  state: z.enum(['queued', 'running', 'complete', 'failed', 'cancelled', 'replaced']),
  code: z.string().nullable().describe('Why it failed or ended early, as docs/errors.md has it'),
  stage: z
    .enum(['sample', 'whole'])
    .nullable()
    .describe('How much of the results there is to see: nothing yet, a sample of what is in it, or the whole'),
  bytes: z.int(),
  bytesRead: z.int(),
  queuedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  reasons: counts.describe('Files that it did not read in full, by reason: codes of docs/errors.md'),
  passwords: z
    .int()
    .describe('How many it was given to try. They are forgotten when it ends: without them a later run reads less'),
  rulesOff: z.array(z.string()).describe('Ids of the rules that it went without: what these find was not sought'),
  ownRules: z.array(z.string()).describe('Rules of the organisation that it goes by, each with its version: `own-3@2`'),
});
export type Run = z.infer<typeof run>;

export const listRuns = operation({
  id: 'runs.list',
  method: 'GET',
  path: '/v1/incidents/:incident/runs',
  summary: 'Lists the inspections of evidence that one may open, newest first',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: pageQuery.extend({
    state: run.shape.state.optional(),
    evidence: ids
      .optional()
      .describe('Ids of items with commas between them, 100 at most: inspections of their bytes alone'),
  }),
  answer: page(run),
});

export const showRun = operation({
  id: 'runs.show',
  method: 'GET',
  path: '/v1/incidents/:incident/runs/:run',
  summary: 'Shows one inspection',
  gate: 'member',
  scope: 'impact:read',
  params: ofRun,
  answer: run,
});

export const cancelRun = operation({
  id: 'runs.cancel',
  method: 'POST',
  path: '/v1/incidents/:incident/runs/:run/cancellation',
  summary: 'Stops an inspection; what it has shown stays, as a sample',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  params: ofRun,
  body: z.strictObject({ reason: reason.optional() }),
  answer: run,
  refuses: ['role-lacking', 'run-ended'],
});

const password = z
  .string()
  .min(1)
  .max(1024)
  .refine((text) => text.isWellFormed(), 'not well-formed Unicode');

/** To be tried on protected files, the same one once. */
export const givenPasswords = z
  .array(password)
  .min(1)
  .max(50)
  .overwrite((given) => [...new Set(given)]);

export const restartRun = operation({
  id: 'runs.restart',
  method: 'POST',
  path: '/v1/incidents/:incident/runs/:run/restart',
  summary: 'Inspects the same bytes again: after a failure or a cancellation, by newer rules, or with passwords',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  status: 202,
  params: ofRun,
  body: z
    .strictObject({
      passwords: givenPasswords
        .optional()
        .describe('To be tried on protected files, at any depth. Kept sealed until the run ends, and no longer'),
    })
    .nullish(),
  answer: run,
  refuses: ['role-lacking', 'run-under-way', 'evidence-sealed-off'],
});

const personCount = z.object({
  id,
  compartment,
  entity: id.nullable(),
  countedAt: instant,
  version: z.int(),
  certain: z.int().describe('Persons that are surely distinct'),
  possible: z.int().describe('Persons that there can be at most in what was read'),
  atLeast: z.boolean().describe('Something is not fully read, or not yet: there may be more'),
  relations: counts,
  countries: counts.describe('Under an empty name those of whom it is not known'),
  elements: counts.describe('Persons with at least one value of an element'),
  minors: z.int(),
});
export type PersonCount = z.infer<typeof personCount>;

const day = z.object({ day: z.iso.date(), count: z.int() });
const tally = z.object({
  count: z.int(),
  months: counts.describe('By month, `2019-03`; by year, `2019`, where nothing tells which figure is the month'),
  newest: z.array(day).describe('The newest days with dates, the newest first; 40 at most'),
  oldest: day.nullable(),
});

const overview = z.object({
  items: z
    .object({
      whole: z.int(),
      sample: z.int().describe('Only a sample was searched so far, or before the inspection ended early'),
      waiting: z.int().describe('Nothing to see yet: queued, or just begun'),
      notSearched: z.int().describe('Failed or cancelled before anything was shown'),
      uploading: z.int(),
      sealedOff: z.int().describe('Not inspected, and not for you to see'),
    })
    .describe(
      'Evidence, by how much of it was searched; only of `whole` does nothing found mean that there is nothing',
    ),
  searchedInWhole: z.boolean().describe('There is evidence, and every file in all of it was fully read, by all rules'),
  rulesOff: z
    .array(z.string())
    .describe(
      'Ids of the rules that some of what is shown was inspected without: what these find was not sought there',
    ),
  bytes: z.int(),
  bytesRead: z.int(),
  files: z.object({ inspected: z.int(), partial: z.int(), unreadable: z.int(), reading: z.int() }),
  reasons: counts.describe('Files that are not fully read, by reason: codes of docs/errors.md'),
  formats: counts,
  elements: counts.describe('Findings by element'),
  records: z.int(),
  dates: z
    .object({
      events: tally.nullable().describe('Of what happened: orders, sign-ins, entries, lines of logs, mails sent'),
      documents: tally.nullable().describe('Of documents, and of members of archives: created, changed'),
      isComplete: z.boolean().describe('False where an earlier version inspected some of it, which read no dates'),
    })
    .describe('Dates in the data that say when it was written; days as they are written, whatever the zone'),
  persons: z
    .array(personCount)
    .describe('One count for each place that one may see; persons of two places count twice'),
  counting: z
    .boolean()
    .describe(
      '`persons` does not hold all that is shown of the evidence: it is being counted, or will be when it is read',
    ),
});
export type Overview = z.infer<typeof overview>;

export const showImpact = operation({
  id: 'impact.show',
  method: 'GET',
  path: '/v1/incidents/:incident/impact',
  summary: 'Says what was found so far, whose it is, and what was not searched',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  answer: overview,
});

const file = z.object({
  run: id,
  evidence: id,
  number: z.int().describe('0 is the item itself'),
  path: z
    .string()
    .describe(
      'Below the item: `!/a.zip!/b.csv`; empty for the item itself. Names are masked, as those of items are, for roles that do not open evidence',
    ),
  format: z.string(),
  mediaType: z.string(),
  status: z.enum(['reading', 'inspected', 'partial', 'unreadable']),
  reason: z.string().nullable(),
  bytes: z.int(),
  sha256: z.string().nullable(),
  elements: counts,
});
export type InspectedFile = z.infer<typeof file>;

export const listFiles = operation({
  id: 'files.list',
  method: 'GET',
  path: '/v1/incidents/:incident/files',
  summary: 'Lists files that were inspected, members of containers included',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: longQuery.extend({
    evidence: id.optional(),
    file: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional()
      .describe('Number of the one file'),
    status: file.shape.status.optional(),
    reason: word.optional(),
    format: word.optional(),
    element: word.optional(),
    order: z
      .enum(['reading', 'most'])
      .optional()
      .describe('`reading`, where it is left out; `most`: the most findings first, of `element` where it is given'),
  }),
  answer: longPage(file),
});

const finding = z.object({
  run: id,
  evidence: id,
  file: z.int(),
  element: z.string(),
  rule: z.string(),
  score: z.number(),
  span: z.object({ start: z.int(), end: z.int() }).describe('Bytes of the extracted text'),
  where: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe('Names of sheets, fields and parts are masked for roles that do not open evidence'),
  redacted: z.string().describe('The value with most of it masked'),
  reasons: z.array(z.object({ why: z.string(), by: z.number() })),
});
export type ListedFinding = z.infer<typeof finding>;

export const listFindings = operation({
  id: 'findings.list',
  method: 'GET',
  path: '/v1/incidents/:incident/findings',
  summary: 'Lists findings, masked: 200 of each rule in each file at most; counts hold all',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: pageQuery.extend({
    evidence: id.optional(),
    file: z.coerce.number().int().min(0).optional(),
    element: word.optional(),
  }),
  answer: page(finding),
});

const person = z.object({
  number: z.int(),
  name: z.string().describe('Masked; empty where no record states one'),
  contact: z.string().describe('Masked'),
  relation: z.enum(['employee', 'customer', 'partner', 'prospect', 'unknown']),
  standing: z.enum(['current', 'former']).nullable(),
  country: z.string().nullable(),
  minor: z.boolean().nullable(),
  records: z.int(),
  files: z.int(),
  elements: z.array(z.string()),
});
export type MaskedPerson = z.infer<typeof person>;

export const personFilter = z.object({
  relation: person.shape.relation.optional(),
  country: z
    .string()
    .regex(/^(?:[A-Z]{2}|unknown)$/)
    .optional()
    .describe('Two letters, or `unknown` for those of whom it is not known'),
  minor: z.enum(['true', 'false']).optional(),
  element: word.optional(),
});

const whichCount = id.optional().describe('Which count; needed where there are several');

export const listPersons = operation({
  id: 'persons.list',
  method: 'GET',
  path: '/v1/incidents/:incident/persons',
  summary: 'Lists the persons of a count, masked',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: pageQuery
    .extend({
      count: whichCount,
      from: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31 - 1)
        .optional()
        .describe('Number of the person to begin with, where there is no cursor'),
    })
    .extend(personFilter.shape),
  answer: page(person).extend({ count: id, version: z.int() }),
  refuses: ['role-lacking', 'count-changed'],
});

export const matchPersons = operation({
  id: 'persons.matches',
  method: 'GET',
  path: '/v1/incidents/:incident/persons/matches',
  summary: 'Says how many persons of a count fit a filter, and where in the list they are',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: personFilter.extend({ count: whichCount }),
  answer: z.object({
    count: id,
    version: z.int(),
    persons: z.int().describe('That fit'),
    together: z.int().describe('How many numbers in a row one of `matches` is about'),
    matches: z.array(z.int()).describe('How many fit of the persons 1 to `together`, of as many after them, and so on'),
  }),
  refuses: ['role-lacking'],
});

export const groupPersons = operation({
  id: 'persons.groups',
  method: 'GET',
  path: '/v1/incidents/:incident/persons/groups',
  summary: 'Counts the persons of a count by relation, and in each group those who have an element',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: z.object({ count: whichCount }),
  answer: z.object({
    count: id,
    version: z.int(),
    groups: z.array(z.object({ relation: person.shape.relation, persons: z.int(), elements: counts })),
  }),
});

export const revealPerson = operation({
  id: 'persons.reveal',
  method: 'POST',
  path: '/v1/incidents/:incident/persons/:count/:number/disclosures',
  summary: 'Shows name and contact of one person as they are, for a reason; the log tells it',
  gate: 'member',
  scope: 'persons:reveal',
  status: 201,
  params: z.object({ incident: id, count: id, number: z.coerce.number().int().min(1) }),
  body: z.strictObject({ version: z.int().min(1).describe('Of the count that the number is of'), reason }),
  answer: z.object({
    disclosure: id.describe('As the log names it'),
    name: z.string(),
    contact: z.string(),
    /** Where the first record of the person is; null where that file is not shown any more. */
    first: z
      .object({
        run: id,
        file: z.int(),
        path: z.string(),
        span: z.object({ start: z.int(), end: z.int() }),
      })
      .nullable(),
  }),
  refuses: ['role-lacking', 'count-changed'],
});

export const exportPersons = operation({
  id: 'persons.export',
  method: 'POST',
  path: '/v1/incidents/:incident/persons/:count/exports',
  summary: 'Gives the list of persons as CSV, marked with who gets it; the log tells it',
  gate: 'member',
  scope: 'persons:reveal',
  params: z.object({ incident: id, count: id }),
  body: z.strictObject({
    version: z.int().min(1),
    recipient: line(300),
    reason,
    values: z.enum(['masked', 'revealed']).default('masked'),
  }),
  bytes: 'text/csv',
  refuses: ['role-lacking', 'count-changed'],
});

export const watchImpact = operation({
  id: 'impact.watch',
  method: 'GET',
  path: '/v1/incidents/:incident/events',
  summary:
    'Tells what changes as it does (server-sent events): `run` with an inspection, `count` when persons were counted anew, `changed` with the kinds of entries that the log has got, to sessions `here` with who else has it open',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  bytes: 'text/event-stream',
});

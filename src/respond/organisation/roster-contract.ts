import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant } from '../fields.ts';

const understood = z.object({
  /** Persons in it. */
  rows: z.int(),
  /** Columns in which something was understood, by the names of docs/roster.md. */
  columns: z.array(z.string()),
  /** Of the file. */
  size: z.int(),
});

const roster = understood.extend({ id, loadedAt: instant, loadedBy: id });
export type Roster = z.infer<typeof roster>;

export const previewRoster = operation({
  id: 'roster.preview',
  method: 'POST',
  path: '/v1/organisation/roster/preview',
  summary: 'Says what would be understood of a roster (text/csv, docs/roster.md); nothing is kept',
  gate: 'admin',
  longBody: true,
  answer: understood,
  refuses: ['roster-invalid', 'request-too-large'],
});
export type RosterPreview = z.infer<typeof understood>;

export const loadRoster = operation({
  id: 'roster.load',
  method: 'POST',
  path: '/v1/organisation/roster',
  summary: 'Loads a roster (text/csv, docs/roster.md) in place of the one in use; inspections from here on go by it',
  gate: 'admin',
  longBody: true,
  status: 201,
  answer: roster,
  refuses: ['roster-invalid', 'request-too-large'],
});

export const showRoster = operation({
  id: 'roster.show',
  method: 'GET',
  path: '/v1/organisation/roster',
  summary: 'Shows which roster is in use; never what is in it',
  gate: 'person',
  scope: 'organisation:read',
  answer: z.object({ roster: roster.nullable() }),
});

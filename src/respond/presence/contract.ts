import { z } from 'zod';
import { operation } from '#platform/operation';
import { id } from '../fields.ts';

/** Parts of an incident in which somebody can be. A part of the page and never what is open in it: no item, no person. */
const place = z.enum(['overview', 'first-hour', 'impact', 'clocks', 'evidence', 'hand-in', 'log', 'report']);
export type Place = z.infer<typeof place>;

/** Somebody else who has an incident open, as a member of it is told. */
export interface Present {
  /** Id of the person, who stands in the list of members. */
  readonly person: string;
  /** Null where it is not known, and for whom sees less of the incident than the one who is there. */
  readonly at: Place | null;
  /** Whether title, severity and phase are about to be changed. */
  readonly edits: boolean;
}

/** What the event `here` holds. */
export interface Here {
  /** Id of the stream, by which `presence.tell` knows whose it is. */
  readonly stream: string;
  readonly people: readonly Present[];
}

export const tellPresence = operation({
  id: 'presence.tell',
  method: 'PUT',
  path: '/v1/incidents/:incident/presence',
  summary: 'Says in which part of an incident one is; told to those who have it open and may see as much of it',
  gate: 'member',
  params: z.object({ incident: id }),
  body: z.strictObject({
    stream: id.describe('As the event `here` of one’s own stream names it'),
    at: place,
    edits: z.boolean().default(false).describe('Whether title, severity and phase are about to be changed'),
  }),
  answer: z.object({ isOpen: z.boolean().describe('False where the stream has ended, or is not of this session') }),
});
export type TellPresence = z.infer<typeof tellPresence.body>;

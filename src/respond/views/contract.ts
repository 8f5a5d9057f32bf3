import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant, line, phase, severity } from '../fields.ts';

const name = line(60);
/** What a list of incidents is filtered by, as in its address. */
const filters = z.strictObject({
  title: line(200).optional(),
  severity: severity.optional(),
  phase: phase.optional(),
});

const view = z.object({ id, name: z.string(), filters, savedAt: instant });
export type View = z.infer<typeof view>;

// Without scopes: views are of the page.

export const listViews = operation({
  id: 'views.list',
  method: 'GET',
  path: '/v1/views',
  summary: 'Lists the views of the list of incidents that one keeps oneself',
  gate: 'person',
  answer: z.object({ views: z.array(view).describe('By name') }),
});

export const saveView = operation({
  id: 'views.save',
  method: 'POST',
  path: '/v1/views',
  summary: 'Keeps filters under a name; in place of those that had this name before',
  gate: 'person',
  once: true,
  status: 201,
  body: z.strictObject({ name, filters }),
  answer: view,
  refuses: ['list-full'],
});
export type SaveView = z.infer<typeof saveView.body>;

export const removeView = operation({
  id: 'views.remove',
  method: 'DELETE',
  path: '/v1/views/:view',
  summary: 'Removes a view',
  gate: 'person',
  params: z.object({ view: id }),
});

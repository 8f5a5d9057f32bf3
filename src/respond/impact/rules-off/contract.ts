import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant, prose } from '../../fields.ts';

/** The id of a rule of recognition, as `rules.list` has it. */
const rule = z.string().regex(/^[a-z0-9-]{1,80}$/);
const person = z.object({ id, name: z.string() });

const ruleOff = z.object({
  id,
  rule,
  reason: z.string(),
  offAt: instant,
  offBy: person,
  onAt: instant.nullable().describe('Null while it is off'),
  onBy: person.nullable(),
});
export type RuleOff = z.infer<typeof ruleOff>;

const ofIncident = z.object({ incident: id });

export const listRulesOff = operation({
  id: 'rules-off.list',
  method: 'GET',
  path: '/v1/incidents/:incident/rules-off',
  summary: 'Lists the rules that inspections of the incident go without, or went, newest first',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  answer: z.object({ rules: z.array(ruleOff) }),
});

export const turnRuleOff = operation({
  id: 'rules-off.add',
  method: 'POST',
  path: '/v1/incidents/:incident/rules-off',
  summary:
    'Has the next inspections of the incident go without a rule; what is shown stays until it is inspected again',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  status: 201,
  params: ofIncident,
  body: z.strictObject({
    rule,
    reason: prose(2000).describe('Why; every member may read it'),
  }),
  answer: z.object({ id, offAt: instant }),
  refuses: ['role-lacking', 'nothing-there', 'changed-meanwhile'],
});

export const turnRuleOn = operation({
  id: 'rules-off.end',
  method: 'POST',
  path: '/v1/incidents/:incident/rules-off/:off/end',
  summary: 'Has the next inspections of the incident go by a rule again',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  params: z.object({ incident: id, off: id }),
  answer: z.object({ id, onAt: instant }),
  refuses: ['role-lacking', 'nothing-there', 'changed-meanwhile'],
});

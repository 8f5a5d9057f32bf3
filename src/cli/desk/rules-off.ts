import { randomUUID } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { incidentOf } from './incident.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type RuleOff = Answer<typeof respond.listRulesOff>['rules'][number];

/** `cofferdam inspection rules INCIDENT` */
export async function listRulesOff(named: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { rules } = (await client.call(respond.listRulesOff, { params })).answer;
  if (format === 'json') return print(JSON.stringify(rules));
  if (rules.length === 0) return say('No rule was ever off in this incident.');
  for (const line of table(rules.map(cellsOf))) print(line);
}

/** `cofferdam inspection rule-off INCIDENT RULE --reason TEXT` */
export async function turnRuleOff(
  named: string,
  rule: string,
  { reason, format }: { readonly reason: string; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { answer } = await client.call(respond.turnRuleOff, { params, body: { rule, reason } }, { once: randomUUID() });
  printOne(format, answer, ({ id, offAt }) => table([[id, rule, `off since ${offAt}`]]));
  say('Inspections that began before keep what they found: `cofferdam inspection again` inspects an item without it.');
}

/** `cofferdam inspection rule-on INCIDENT RULE` */
export async function turnRuleOn(named: string, rule: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { rules } = (await client.call(respond.listRulesOff, { params })).answer;
  const off =
    rules.find((one) => one.rule === rule && one.onAt === null) ?? fail('nothing-there', `rule ${rule}: is not off`);
  const asked = { params: { ...params, off: off.id } };
  const { answer } = await client.call(respond.turnRuleOn, asked, { once: randomUUID() });
  printOne(format, answer, ({ id, onAt }) => table([[id, rule, `on since ${onAt}`]]));
  say('What was inspected without it is inspected with it by `cofferdam inspection again`.');
}

function cellsOf({ rule, offAt, offBy, onAt, onBy, reason }: RuleOff): readonly string[] {
  const ended = onAt === null ? 'off' : `on again since ${onAt} (${onBy?.name ?? ''})`;
  return [rule, ended, `off at ${offAt}`, offBy.name, reason.replaceAll('\n', ' ')];
}

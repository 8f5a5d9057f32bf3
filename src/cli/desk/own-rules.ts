import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { readYaml } from '#inspect';
import { CofferdamError, fail } from '#platform/errors';
import type { Answer, Arguments } from '#platform/operation';
import { type Client, operations } from '#server/client';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond, rules: rulesOf } = operations;
type OwnRule = Answer<typeof respond.listOwnRules>['rules'][number];
type Body = NonNullable<Arguments<typeof respond.useOwnRule>['body']>;

/** More is no rule, and no sample. */
const mostBytes = 1024 * 1024;

interface TryOptions {
  readonly sample: string;
  /** Id of the rule that is changed. */
  readonly change?: string;
  readonly format: Format;
}

/** `cofferdam own-rule list` */
export async function listOwnRules({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { rules } = (await client.call(respond.listOwnRules)).answer;
  if (format === 'json') return print(JSON.stringify(rules));
  if (rules.length === 0) return say('The organisation has no rule of its own.');
  for (const line of table(rules.map(cellsOf))) print(line);
}

/** `cofferdam own-rule try FILE --sample FILE`: nothing is kept. */
export async function tryOwnRule(file: string, { sample, change, format }: TryOptions): Promise<void> {
  const client = await reachDesk();
  const text = await textOf(sample);
  const body = { ...(await ruleIn(file)), ...(change !== undefined && { rule: change }), sample: text };
  const { answer } = await client.call(rulesOf.tryOwnRule, { body });
  const said = ({ rule, element, score, start }: (typeof answer.found)[number], what: string): string[] => [
    what,
    `line ${text.slice(0, start).split('\n').length}`,
    element,
    String(score),
    rule,
  ];
  printOne(format, answer, ({ problems, found, displaced }) => [
    ...problems.map((one) => `${one.field} ${one.what}`),
    ...table([...found.map((one) => said(one, 'found')), ...displaced.map((one) => said(one, 'found no longer'))]),
  ]);
  if (answer.problems.length > 0) return say('It cannot be used as it is written.');
  say(`Found: ${answer.found.length}. Nothing was kept.`);
}

/** `cofferdam own-rule use FILE --sample FILE` */
export async function useOwnRule(file: string, { sample, change, format }: TryOptions): Promise<void> {
  const client = await reachDesk();
  const before = change === undefined ? undefined : await ruleNamed(client, change);
  const named = before && { rule: before.rule, version: before.version };
  const body = { ...(await ruleIn(file)), ...named, sample: await textOf(sample) };
  const { answer } = await client.call(respond.useOwnRule, { body }, { once: randomUUID() });
  printOne(format, answer, (rule) => table([cellsOf(rule)]));
  say('What is inspected from now on is inspected by it; `cofferdam inspection again` inspects an item anew.');
}

/** `cofferdam own-rule end RULE` */
export async function endOwnRule(rule: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { answer } = await client.call(respond.endOwnRule, { params: { own: rule } }, { once: randomUUID() });
  printOne(format, answer, (ended) => table([cellsOf(ended)]));
}

async function ruleNamed(client: Client, rule: string): Promise<OwnRule> {
  const { rules } = (await client.call(respond.listOwnRules)).answer;
  return rules.find((one) => one.rule === rule) ?? fail('nothing-there', `rule ${rule}`);
}

function cellsOf({ rule, version, title, element, usedAt, endedAt }: OwnRule): readonly string[] {
  const state = endedAt === null ? `in use since ${usedAt}` : `ended at ${endedAt}`;
  return [rule, `version ${version}`, element, title, state];
}

/** The fields of a rule, as YAML or JSON; which they are is for the desk to say. */
async function ruleIn(file: string): Promise<Omit<Body, 'sample'>> {
  const text = await textOf(file);
  let read: unknown;
  try {
    read = readYaml(text);
  } catch (error) {
    return fail('own-rule-invalid', `${file}: is not YAML`, error);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return fail('own-rule-invalid', `${file}: holds no fields of a rule`);
  return read as Omit<Body, 'sample'>;
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) return fail('own-rule-invalid', `${path}: is larger than 1 MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    if (error instanceof TypeError) return fail('own-rule-invalid', `${path}: is not UTF-8`);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail(isMissing ? 'not-found' : 'not-readable', path, error);
  }
}

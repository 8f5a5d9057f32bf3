import { Command } from 'commander';
import { compileRules, lintRules, type Rule, type Source, tryRuleOn } from '#inspect';
import { fail } from '#platform/errors';
import { exitCodes } from './exit.ts';
import { ownRules, readOwnRules, shippedRules } from '#server/inspection';

interface Options {
  readonly rules?: string;
}

/** `cofferdam rules list | show ID | check | try ID VALUE` */
export function rulesCommand(): Command {
  const command = new Command('rules').description('Look at the rules that inspection goes by, check and try them.');
  const sub = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .option('--rules <folder>', 'rules of your own (YAML) beside the shipped ones');
  sub('list', 'all rules, one a line: id, element, title').action(async ({ rules }: Options) => {
    for (const rule of compileRules(await allRules(rules))) print(listLine(rule));
  });
  sub('show', 'one rule as it is written')
    .argument('<id>')
    .action(async (id: string, { rules }: Options) => print(show(id, await allRules(rules))));
  sub('check', 'check all rules: form, examples, references, safety of patterns').action(async ({ rules }: Options) => {
    const own = rules === undefined ? [] : await readOwnRules(rules);
    process.exitCode = check([...(await shippedRules()), ...own]);
  });
  sub('try', 'exit 0 and the reasons when the rule accepts the value, 1 when not')
    .argument('<id>')
    .argument('<value>', 'a value, or - to read it from standard input, where no other process can see it')
    .action(async (id: string, value: string, { rules }: Options) => {
      const sources = await allRules(rules);
      process.exitCode = tryOut(id, value === '-' ? await standardInput() : value, sources);
    });
  return command;
}

async function allRules(folder: string | undefined): Promise<Source[]> {
  return [...(await shippedRules()), ...(folder === undefined ? [] : await ownRules(folder))];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function listLine(rule: Rule): string {
  return `${rule.id.padEnd(34)} ${(rule.element ?? 'none (keeps others off)').padEnd(24)} ${rule.title}`;
}

function ruleOf(id: string, sources: readonly Source[]): Rule {
  return compileRules(sources).find((one) => one.id === id) ?? fail('rule-unknown', id);
}

function show(id: string, sources: readonly Source[]): string {
  const rule = ruleOf(id, sources);
  const source = sources.find(({ path }) => path === rule.path);
  return `# ${rule.path}\n${source?.text.trimEnd() ?? ''}`;
}

function check(sources: readonly Source[]): number {
  const problems = lintRules(sources);
  for (const { path, rule, field, what } of problems)
    print(`${path}${rule === undefined ? '' : ` ${rule}`}: ${field} ${what}`);
  if (problems.length > 0) return exitCodes.internal;
  print(`${compileRules(sources).length} rules, no problems`);
  return 0;
}

function tryOut(id: string, value: string, sources: readonly Source[]): number {
  const rule = ruleOf(id, sources);
  const outcome = tryRuleOn(rule, value);
  if (outcome === undefined) {
    print(`${id} does not accept the value`);
    return 1;
  }
  print(
    `${id} accepts the value as ${rule.element ?? 'none'}${outcome.labelled ? ', under a label that says so' : ''}: score ${outcome.score}`,
  );
  for (const { why, by } of outcome.reasons) print(`  ${by >= 0 ? '+' : ''}${by}  ${why}`);
  return 0;
}

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of process.stdin) parts.push(chunk as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

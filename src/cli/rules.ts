import { Command } from 'commander';
import { compileRules, lintRules, type Rule, type Source, tryRuleOn } from '#inspect';
import { fail } from '#platform/errors';
import { exitCodes } from './exit.ts';
import { shippedRules } from '#server/inspection';

/** `cofferdam rules list | show ID | check | try ID VALUE` */
export function rulesCommand(): Command {
  const command = new Command('rules').description('Look at the rules that inspection goes by, check and try them.');
  command
    .command('list')
    .description('all rules, one a line: id, element, title')
    .action(async () => {
      for (const rule of compileRules(await shippedRules())) print(listLine(rule));
    });
  command
    .command('show')
    .description('one rule as it is written')
    .argument('<id>')
    .action(async (id: string) => print(await show(id)));
  command
    .command('check')
    .description('check all rules: form, examples, references, safety of patterns')
    .action(async () => {
      process.exitCode = check(await shippedRules());
    });
  command
    .command('try')
    .description('exit 0 and the reasons when the rule accepts the value, 1 when not')
    .argument('<id>')
    .argument('<value>', 'a value, or - to read it from standard input, where no other process can see it')
    .action(async (id: string, value: string) => {
      process.exitCode = await tryOut(id, value === '-' ? await standardInput() : value);
    });
  return command;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function listLine(rule: Rule): string {
  return `${rule.id.padEnd(34)} ${(rule.element ?? 'none (keeps others off)').padEnd(24)} ${rule.title}`;
}

async function ruleOf(id: string): Promise<{ rule: Rule; source: Source | undefined }> {
  const sources = await shippedRules();
  const rule = compileRules(sources).find((one) => one.id === id) ?? fail('rule-unknown', id);
  return { rule, source: sources.find((one) => one.path === rule.path) };
}

async function show(id: string): Promise<string> {
  const { rule, source } = await ruleOf(id);
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

async function tryOut(id: string, value: string): Promise<number> {
  const { rule } = await ruleOf(id);
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

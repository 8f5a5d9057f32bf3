import type { Source } from '../contract.ts';
import { cuesOf } from '../lexicon/cues.ts';
import { termProblems } from '../lexicon/lint.ts';
import { compileEntry, entriesOf, readCues, readEntry, type Rule } from './compile.ts';
import { matchRule } from './match.ts';
import { unsafeIn } from './safety.ts';
import type { Example } from './schema.ts';

/** Something to mend in a rule file. */
export interface Problem {
  readonly path: string;
  /** Undefined where not even the id could be read. */
  readonly rule: string | undefined;
  readonly field: string;
  readonly what: string;
}

/** An example shows what is found when no label speaks against it and the score is one that is reported. */
const reported = 0.5;

function found(rule: Rule, example: Example): boolean {
  return matchRule(rule, example.text, example.label).some((match) => match.score >= reported);
}

/** Whether the rule matches no earlier than `before` characters ahead of one of its literals, as the scanner tries it. */
function reachedFromLiteral(rule: Rule, text: string): boolean {
  if (!('literals' in rule.anchor)) return true;
  const { literals, ignoreCase, before } = rule.anchor;
  const plain = ignoreCase ? text.toLowerCase() : text;
  return literals.some((literal) => {
    const sought = ignoreCase ? literal.toLowerCase() : literal;
    for (let at = plain.indexOf(sought); at !== -1; at = plain.indexOf(sought, at + 1)) {
      for (let start = at; start >= Math.max(0, at - before); start--) {
        rule.sticky.lastIndex = start;
        if (rule.sticky.test(text)) return true;
      }
    }
    return false;
  });
}

function problemsOf(rule: Rule): [field: string, what: string][] {
  const problems: [string, string][] = [];
  const few = (field: string, list: readonly unknown[], least: number): void => {
    if (list.length < least) problems.push([field, `needs ${least} or more`]);
  };
  few('examples', rule.examples, 2);
  few('negative_examples', rule.negativeExamples, 2);
  few('references', rule.references, 1);
  if (rule.checked < rule.score) problems.push(['checked', 'is lower than score']);
  const reachesOut = 'label' in rule.anchor || rule.context.required;
  if (reachesOut && rule.context.concepts.size + rule.context.words.length === 0) {
    problems.push(['context', 'needs concepts or words']);
  }
  problems.push(...termProblems(rule));
  const unsafe = rule.pattern === '' ? undefined : unsafeIn(rule.pattern, rule.flags);
  if (unsafe !== undefined) return [...problems, ['pattern', unsafe]];
  rule.examples.forEach((example, at) => {
    if (!found(rule, example)) problems.push([`examples.${at}`, 'is not found by the rule']);
    else if (!reachedFromLiteral(rule, example.text))
      problems.push([`examples.${at}`, 'is not reached from a literal']);
  });
  rule.negativeExamples.forEach((example, at) => {
    if (found(rule, example)) problems.push([`negative_examples.${at}`, 'is found by the rule']);
  });
  return problems;
}

/**
 * All problems of the rules in these files, in order of files; none means that `compileRules` accepts them.
 *
 * @param beside valid rules that are used with them: no id may be one of theirs
 */
export function lintRules(sources: readonly Source[], beside: readonly Rule[] = []): Problem[] {
  const problems: Problem[] = [];
  const paths = new Map(beside.map(({ id, path }) => [id, path]));
  const cues = readCues(sources);
  for (const { path, text } of sources) {
    const entries = entriesOf({ path, text });
    if (entries === undefined) problems.push({ path, rule: undefined, field: '', what: 'is not YAML' });
    for (const entry of entries ?? []) {
      if (cuesOf(entry) !== undefined) continue;
      const read = readEntry(entry);
      if (typeof read === 'string') {
        const [field = '', ...what] = read.split(': ');
        problems.push({ path, rule: idOf(entry), field, what: what.join(': ') });
        continue;
      }
      const before = paths.get(read.id);
      if (before !== undefined) problems.push({ path, rule: read.id, field: 'id', what: `is used in ${before} too` });
      paths.set(read.id, path);
      const rule = compileEntry(read, path, 0, cues);
      for (const [field, what] of problemsOf(rule)) problems.push({ path, rule: rule.id, field, what });
    }
  }
  return problems;
}

function idOf(entry: unknown): string | undefined {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

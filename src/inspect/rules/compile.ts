import { fail } from '#platform/errors';
import type { Concept, Element, Source } from '../contract.ts';
import { type Cues, cuesOf, type Language } from '../lexicon/cues.ts';
import { parsePattern } from '../match/pattern.ts';
import { type Validator, validatorNamed } from '../validate/index.ts';
import { CompiledRule } from './compiled.ts';
import { type Anchor, type Example, type RuleEntry, ruleSchema } from './schema.ts';
import { readYaml } from '../yaml.ts';

/** A rule ready to run. Regexes hold a position (`lastIndex`): set it before each use. */
export interface Rule {
  readonly id: string;
  /** Undefined for decoys: they claim a span so that no other rule does, and are never reported. */
  readonly element: Element | undefined;
  readonly decoy: boolean;
  readonly title: string;
  /** ISO 3166 code of the country whose identifier this is. */
  readonly country: string | undefined;
  readonly pattern: string;
  readonly flags: string;
  /** `pattern` with flag g. */
  readonly regex: RegExp;
  /** `pattern` with flag y: tried at one place only, for rules anchored on literals. */
  readonly sticky: RegExp;
  /** `pattern` with flags d and y, where a group named `value` narrows the span; else undefined. */
  readonly narrow: RegExp | undefined;
  readonly anchor: Anchor;
  /** What stands around terms in their language; undefined where no file of it was given, and for other rules. */
  readonly cues: Cues | undefined;
  readonly validator: string | undefined;
  readonly validate: Validator | undefined;
  readonly score: number;
  readonly checked: number;
  readonly context: {
    /** `words`: one of the words, also where a label agrees. */
    readonly required: boolean | 'words';
    /** Labels that agree with the rule; the element itself always does. */
    readonly concepts: ReadonlySet<Concept>;
    readonly words: readonly string[];
    /** What `names` is made of. */
    readonly nameWords: readonly string[];
    /** Finds any of `words` in folded text (words.ts); undefined where there are none. */
    readonly pattern: RegExp | undefined;
    /** Finds in a folded label the name of the very number, and words that say it is something else. */
    readonly names: RegExp | undefined;
    readonly against: RegExp | undefined;
  };
  /** How far from the match words count, in UTF-16 units. */
  readonly near: number;
  readonly examples: readonly Example[];
  readonly negativeExamples: readonly Example[];
  readonly references: readonly string[];
  readonly keywords: readonly string[];
  /** The file it came from. */
  readonly path: string;
  /** Its place among the rules that were given. */
  readonly order: number;
}

/** The files of cues among the sources, by language. */
export function readCues(sources: readonly Source[]): Map<Language, Cues> {
  const files = sources.filter(({ text }) => /^cues:|^\{"cues":/mu.test(text));
  const entries = files.flatMap((source) => entriesOf(source) ?? []);
  return new Map(
    entries.flatMap((entry) => {
      const one = cuesOf(entry);
      return one === undefined ? [] : [one];
    }),
  );
}

/** A file holds one rule or a list of them. Undefined where it is not YAML. */
export function entriesOf(source: Source): readonly unknown[] | undefined {
  try {
    const document = readYaml(source.text);
    return Array.isArray(document) ? document : [document];
  } catch {
    return undefined;
  }
}

/** The first thing that keeps an entry from being a rule, as `field: why`, or the entry. */
export function readEntry(entry: unknown): RuleEntry | string {
  const parsed = ruleSchema.safeParse(entry);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a rule'}`;
  }
  const rule = parsed.data;
  if (rule.validator !== undefined && validatorNamed(rule.validator) === undefined) return 'validator: unknown';
  return 'terms' in rule.anchor || isRegex(rule.pattern, rule.flags) ? rule : 'pattern: not a regular expression';
}

function isRegex(pattern: string, flags: string): boolean {
  try {
    const regex = new RegExp(pattern, flags);
    parsePattern(pattern);
    return regex instanceof RegExp;
  } catch {
    return false;
  }
}

export function compileEntry(
  entry: RuleEntry,
  path: string,
  order: number,
  cues: ReadonlyMap<Language, Cues> = new Map(),
): Rule {
  return new CompiledRule(entry, path, order, cues);
}

/**
 * Compiles the rules of YAML files, in the order given. Throws `rule-invalid`, naming file and field, on the first
 * that is not valid, and on an id used twice.
 */
export function compileRules(sources: readonly Source[]): Rule[] {
  const rules: Rule[] = [];
  const ids = new Set<string>();
  const cues = readCues(sources);
  for (const source of sources) {
    const entries = entriesOf(source) ?? fail('rule-invalid', `${source.path}: not YAML`);
    for (const entry of entries) {
      if (cuesOf(entry) !== undefined) continue;
      const read = readEntry(entry);
      if (typeof read === 'string') return fail('rule-invalid', `${source.path}: ${read}`);
      if (ids.has(read.id)) return fail('rule-invalid', `${source.path}: id: ${read.id} is used twice`);
      ids.add(read.id);
      rules.push(compileEntry(read, source.path, rules.length, cues));
    }
  }
  return rules;
}

import type { Concept, Element } from '../contract.ts';
import type { Cues, Language } from '../lexicon/cues.ts';
import { type Validator, validatorNamed } from '../validate/index.ts';
import type { Rule } from './compile.ts';
import type { Anchor, Example, RuleEntry } from './schema.ts';
import { wordsPattern } from './words.ts';

/** Of a rule without a pattern: matches nothing. */
const nothing = '(?!)';

/** A rule whose regexes are made when they are first needed: of a file few rules are tried, and to make all takes a third of a second. */
export class CompiledRule implements Rule {
  readonly id: string;
  readonly element: Element | undefined;
  readonly decoy: boolean;
  readonly title: string;
  readonly country: string | undefined;
  readonly pattern: string;
  readonly flags: string;
  readonly anchor: Anchor;
  readonly cues: Cues | undefined;
  readonly validator: string | undefined;
  readonly validate: Validator | undefined;
  readonly score: number;
  readonly checked: number;
  readonly context: Rule['context'];
  readonly near: number;
  readonly examples: readonly Example[];
  readonly negativeExamples: readonly Example[];
  readonly references: readonly string[];
  readonly keywords: readonly string[];
  readonly path: string;
  readonly order: number;
  private readonly source: string;
  private readonly narrows: boolean;
  private anywhere: RegExp | undefined;
  private atPlace: RegExp | undefined;
  private value: RegExp | undefined;

  constructor(entry: RuleEntry, path: string, order: number, cues: ReadonlyMap<Language, Cues>) {
    this.id = entry.id;
    this.element = entry.element;
    this.decoy = entry.decoy === true;
    this.title = entry.title;
    this.country = entry.country;
    this.pattern = entry.pattern;
    this.flags = entry.flags;
    this.anchor = entry.anchor;
    this.cues = 'terms' in entry.anchor ? cues.get(entry.anchor.terms.language) : undefined;
    this.validator = entry.validator;
    this.validate = entry.validator === undefined ? undefined : validatorNamed(entry.validator);
    this.score = entry.score;
    this.checked = entry.checked ?? entry.score;
    this.context = new CompiledContext(entry);
    this.near = entry.near;
    this.examples = entry.examples;
    this.negativeExamples = entry.negative_examples;
    this.references = entry.references;
    this.keywords = entry.keywords;
    this.path = path;
    this.order = order;
    this.source = entry.pattern === '' ? nothing : entry.pattern;
    this.narrows = entry.pattern.includes('(?<value>');
  }

  get regex(): RegExp {
    return (this.anywhere ??= new RegExp(this.source, `g${this.flags}`));
  }

  get sticky(): RegExp {
    return (this.atPlace ??= new RegExp(this.source, `y${this.flags}`));
  }

  get narrow(): RegExp | undefined {
    return this.narrows ? (this.value ??= new RegExp(this.source, `dy${this.flags}`)) : undefined;
  }
}

class CompiledContext {
  readonly required: boolean | 'words';
  readonly concepts: ReadonlySet<Concept>;
  readonly words: readonly string[];
  readonly nameWords: readonly string[];
  private readonly contrary: readonly string[];
  private wordsRegex: RegExp | undefined;
  private namesRegex: RegExp | undefined;
  private againstRegex: RegExp | undefined;

  constructor({ element, context }: RuleEntry) {
    this.required = context.required;
    this.concepts = new Set<Concept>(element === undefined ? context.concepts : [...context.concepts, element]);
    this.words = context.words;
    this.nameWords = context.names;
    this.contrary = context.against;
  }

  get pattern(): RegExp | undefined {
    return this.words.length === 0 ? undefined : (this.wordsRegex ??= wordsPattern(this.words));
  }

  get names(): RegExp | undefined {
    return this.nameWords.length === 0 ? undefined : (this.namesRegex ??= wordsPattern(this.nameWords));
  }

  get against(): RegExp | undefined {
    return this.contrary.length === 0 ? undefined : (this.againstRegex ??= wordsPattern(this.contrary));
  }
}

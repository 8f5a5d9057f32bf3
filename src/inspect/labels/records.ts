import type { Cell, Concept, Row } from '../contract.ts';
import type { Field } from './line-fields.ts';
import { isName, isSelf, paragraphsAreRecords } from './paragraphs.ts';

/** Concepts of which one record states one only, so that a second begins the next record. */
const single = new Set<Concept>([
  'person-name',
  'given-name',
  'family-name',
  'date-of-birth',
  'local-id',
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
  'passport',
  'driving-licence',
  'email',
  'username',
  'password',
  'iban',
]);

/** Concepts that records begin with. */
const beginners = new Set<Concept>(['person-name', 'given-name', 'family-name', 'local-id', 'username']);

/** What lies between a field and the one before. */
export type Gap = 'none' | 'blank' | 'heading' | 'prose';

/** Gathers the fields of a text, in order, into records. */
export class RecordBuilder {
  private readonly fields: { readonly field: Field; readonly gap: Gap }[] = [];
  private readonly rows: Row[] = [];
  /** Each paragraph is a record. */
  private paragraphs = false;
  private open: Field[] = [];
  private readonly labels = new Set<string>();
  private readonly concepts = new Map<string, string>();
  private firstLabel = '';
  /** Something of the person came after the last name. */
  private saidMore = false;

  /** Adds a field; `gap` is what lies between it and the field before. */
  add(field: Field, gap: Gap): void {
    this.fields.push({ field, gap });
  }

  private put(field: Field, gap: Gap): void {
    const label = field.label.toLowerCase();
    if (this.begins(field, label, gap)) {
      const ahead = gap === 'none' && isName(field.meaning.concept) ? this.aheadOfName() : [];
      this.end();
      for (const one of ahead) this.take(one, one.label.toLowerCase());
    }
    this.take(field, label);
  }

  private take(field: Field, label: string): void {
    const { concept } = field.meaning;
    if (this.open.length === 0) this.firstLabel = label;
    if (isName(concept)) this.saidMore = false;
    else if (single.has(concept)) this.saidMore = true;
    this.labels.add(label);
    this.concepts.set(keyOf(field.meaning), label);
    this.open.push(field);
  }

  // A customer number before a name is its number, and what stands between them is of that person too, unless records
  // of this list begin with the name.
  private aheadOfName(): Field[] {
    const [first] = this.open;
    if (first === undefined || isName(first.meaning.concept)) return [];
    const at = this.open.findLastIndex(({ meaning }) => single.has(meaning.concept));
    return at > 0 && this.open[at]?.meaning.concept === 'local-id' ? this.open.splice(at) : [];
  }

  private begins(field: Field, label: string, gap: Gap): boolean {
    if (this.open.length === 0) return false;
    if (gap === 'prose' || label === this.firstLabel || (gap === 'blank' && this.paragraphs)) return true;
    const { concept, qualifier, bare } = field.meaning;
    const before = this.concepts.get(keyOf(field.meaning));
    if (isSelf(qualifier) && bare !== true && this.namesAnother(concept)) return true;
    if (single.has(concept) && (this.labels.has(label) || (before !== undefined && before !== label)))
      return bare !== true || before !== undefined;
    if (gap === 'heading') return beginners.has(concept);
    return gap === 'blank' && beginners.has(concept) && isSelf(qualifier) && this.states(concept);
  }

  // A name in one piece after one in parts, or the other way round, is the next person's, and so is any part of one
  // when the name is complete and more was said since.
  private namesAnother(concept: Concept): boolean {
    const whole = this.statesSelf('person-name');
    const given = this.statesSelf('given-name');
    const family = this.statesSelf('family-name');
    const complete = whole || (given && family);
    // `Cognome`, then `Nome cliente`: the second may be the given name alone.
    if (concept === 'person-name')
      return (given && family) || ((given || family) && this.saidMore) || (whole && this.statesSelf('date-of-birth'));
    return isName(concept) && complete && this.saidMore;
  }

  private statesSelf(concept: Concept): boolean {
    for (const key of this.concepts.keys()) {
      const [known, qualifier, which] = key.split('|');
      if (known === concept && isSelf(qualifier === '' ? undefined : qualifier) && which === '') return true;
    }
    return false;
  }

  // A blank line before a name parts records only where the record before has one already, or begins with one.
  private states(concept: Concept): boolean {
    const kinds = [...this.concepts.keys()].map((key) => key.slice(0, key.indexOf('|')));
    return kinds.includes(concept) || (isName(concept) && kinds.some((kind) => kind === 'person-name'));
  }

  private end(): void {
    const cells = this.open.map(
      ({ valueStart, valueEnd, label }): Cell => ({ start: valueStart, end: valueEnd, label }),
    );
    if (cells.length > 0) this.rows.push({ cells });
    this.open = [];
    this.labels.clear();
    this.concepts.clear();
    this.saidMore = false;
  }

  /** The records, in order of text. */
  finish(): readonly Row[] {
    this.paragraphs = paragraphsAreRecords(
      this.fields.map(({ field, gap }) => ({
        concept: field.meaning.concept,
        qualifier: field.meaning.qualifier,
        parted: gap !== 'none',
      })),
    );
    for (const { field, gap } of this.fields) this.put(field, gap);
    this.end();
    return this.rows;
  }
}

/** What a field says and of whom: a second one of the same begins the next record. */
function keyOf({ concept, qualifier, which }: Field['meaning']): string {
  return `${concept}|${qualifier ?? ''}|${which ?? ''}`;
}

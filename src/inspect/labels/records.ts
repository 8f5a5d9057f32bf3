import type { Cell, Concept, Row } from '../contract.ts';
import type { Field } from './line-fields.ts';

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
  'email',
  'username',
  'password',
  'iban',
]);

/** Concepts that records begin with. */
const beginners = new Set<Concept>(['person-name', 'given-name', 'family-name', 'local-id', 'username']);

/** Gathers the fields of a text, in order, into records. */
export class RecordBuilder {
  private readonly rows: Row[] = [];
  private cells: Cell[] = [];
  private readonly labels = new Set<string>();
  private readonly concepts = new Map<string, string>();
  private firstLabel = '';

  /** Adds a field; `gap` is what lies between it and the field before. */
  add(field: Field, gap: 'none' | 'blank' | 'heading' | 'prose'): void {
    const label = field.label.toLowerCase();
    if (this.begins(field, label, gap)) this.end();
    const { concept, qualifier } = field.meaning;
    if (this.cells.length === 0) this.firstLabel = label;
    this.labels.add(label);
    this.concepts.set(`${concept} ${qualifier ?? ''}`, label);
    this.cells.push({ start: field.valueStart, end: field.valueEnd, label: field.label });
  }

  private begins(field: Field, label: string, gap: 'none' | 'blank' | 'heading' | 'prose'): boolean {
    if (this.cells.length === 0) return false;
    if (gap === 'prose' || label === this.firstLabel) return true;
    const { concept, qualifier, bare } = field.meaning;
    const before = this.concepts.get(`${concept} ${qualifier ?? ''}`);
    if (qualifierIsSelf(qualifier) && bare !== true && this.namesAnother(concept)) return true;
    if (single.has(concept) && (this.labels.has(label) || (before !== undefined && before !== label)))
      return bare !== true || before !== undefined;
    if (gap === 'heading') return beginners.has(concept);
    return gap === 'blank' && beginners.has(concept) && qualifierIsSelf(qualifier) && this.states(concept);
  }

  // A name in one piece after one in parts, or the other way round, is the next person's.
  private namesAnother(concept: Concept): boolean {
    const whole = this.statesSelf('person-name');
    const inParts = this.statesSelf('given-name') || this.statesSelf('family-name');
    const born = this.statesSelf('date-of-birth');
    if (concept === 'person-name') return inParts || (whole && born);
    return (concept === 'given-name' || concept === 'family-name') && whole && !inParts && born;
  }

  private statesSelf(concept: Concept): boolean {
    for (const key of this.concepts.keys()) {
      const at = key.indexOf(' ');
      if (key.slice(0, at) === concept && qualifierIsSelf(key.slice(at + 1) || undefined)) return true;
    }
    return false;
  }

  // A blank line before a name parts records only where the record before has one already, or begins with one.
  private states(concept: Concept): boolean {
    const names: readonly Concept[] = ['person-name', 'given-name', 'family-name'];
    const kinds = [...this.concepts.keys()].map((key) => key.slice(0, key.indexOf(' ')));
    return kinds.includes(concept) || (names.includes(concept) && kinds.some((kind) => kind === 'person-name'));
  }

  private end(): void {
    if (this.cells.length > 0) this.rows.push({ cells: this.cells });
    this.cells = [];
    this.labels.clear();
    this.concepts.clear();
  }

  /** The records, in order of text. */
  finish(): readonly Row[] {
    this.end();
    return this.rows;
  }
}

function qualifierIsSelf(qualifier: string | undefined): boolean {
  return qualifier === undefined || !['relative', 'staff', 'sender', 'recipient', 'organisation'].includes(qualifier);
}

import type { Fact } from '../contract.ts';
import { foldText } from '../labels/normal.ts';
import { isName } from '../labels/paragraphs.ts';
import type { ColumnProfile } from '../tables/profile.ts';

type Whose = Pick<ColumnProfile, 'qualifier' | 'which'>;

/** Qualifiers of those whom a record names beside its own person. */
const others = new Set(['relative', 'staff', 'sender', 'recipient', 'organisation']);

/** Roles in which a record's own person may be named. */
const people = new Set(['customer', 'employee', 'prospect', 'partner', 'member']);

/** Facts of one row, by whose they are: a patient's row may name a father, two children and a doctor as well. */
export class RowFacts {
  private own: { readonly fact: Fact; readonly qualifier: string | undefined }[] = [];
  private others: Map<string, Fact[]> | undefined;

  /** @param column of the cell that states it; undefined where no column is known */
  add(fact: Fact | undefined, column: Whose | undefined): void {
    if (fact === undefined) return;
    const { qualifier, which } = column ?? {};
    if (qualifier === undefined || !(others.has(qualifier) || which !== undefined)) {
      this.own.push({ fact, qualifier });
      return;
    }
    this.others ??= new Map();
    const owner = which === undefined ? qualifier : `${qualifier} ${which}`;
    this.others.set(owner, [...(this.others.get(owner) ?? []), fact]);
  }

  /** Visits the facts of each person. Facts of an organisation are nobody's. */
  each(visit: (facts: readonly Fact[]) => void): void {
    this.takeOnlyName();
    this.giveToOnlyRelative();
    const people = this.own.length > 1 ? this.apart() : [this.own.map(({ fact }) => fact)];
    for (const facts of people) if (facts.length > 0) visit(facts);
    for (const [owner, facts] of this.others ?? []) if (owner !== 'organisation') visit(facts);
  }

  /** Where a row names one person only, as an invoice names its recipient, that is whom the rest of it is about. */
  private takeOnlyName(): void {
    if (this.others === undefined || this.own.length === 0 || this.own.some(({ fact }) => names(fact))) return;
    const [only, ...more] = [...this.others].filter(([owner, facts]) => owner !== 'organisation' && facts.some(names));
    if (only === undefined || more.length > 0) return;
    this.own.push(...only[1].map((fact) => ({ fact, qualifier: undefined })));
    this.others.delete(only[0]);
  }

  /** `Spouse`, `Emergency phone`: where one relative is named, what is said of relatives without a name is of that one. */
  private giveToOnlyRelative(): void {
    const relatives = [...(this.others ?? [])].filter(([owner]) => owner.startsWith('relative'));
    if (relatives.length < 2) return;
    const named = relatives.filter(([, facts]) => facts.some(names));
    const [only] = named;
    if (only === undefined || named.length > 1) return;
    for (const [owner, facts] of relatives) {
      if (owner === only[0]) continue;
      only[1].push(...facts);
      this.others?.delete(owner);
    }
  }

  /**
   * A row may name several in roles that are otherwise those of its own person: an employee and a beneficiary, a patient and
   * a policyholder. Whoever has another name is another person, with what is said in the same role.
   */
  private apart(): Fact[][] {
    const all = this.own.map(({ fact }) => fact);
    const roles = new Map<string | undefined, Fact[]>();
    for (const { fact, qualifier } of this.own) {
      if (!names(fact) || !(qualifier === undefined || people.has(qualifier))) continue;
      roles.set(qualifier, [...(roles.get(qualifier) ?? []), fact]);
    }
    // Parts of one name may stand under several roles: `First name`, `Customer surname`.
    const whole = [...roles].filter(([, facts]) => isWhole(facts));
    if (whole.length < 2 || whole.length < roles.size) return [all];
    // Who has no role in it is whom the row is about, else who is named first.
    const [main, ...rest] = whole.toSorted(([a], [b]) => Number(a !== undefined) - Number(b !== undefined));
    const others = rest.filter(([, name]) => !mayBeOne(main?.[1] ?? [], name)).map(([role]) => role);
    if (others.length === 0) return [all];
    const factsOf = (isTheirs: (role: string | undefined) => boolean): Fact[] =>
      this.own.filter(({ qualifier }) => isTheirs(qualifier)).map(({ fact }) => fact);
    return [factsOf((role) => !others.includes(role)), ...others.map((other) => factsOf((role) => role === other))];
  }
}

function isWhole(facts: readonly Fact[]): boolean {
  const states = (concept: Fact['concept']): boolean => facts.some((fact) => fact.concept === concept);
  return states('person-name') || (states('given-name') && states('family-name'));
}

/** Whether two names may be of one person: all parts of the shorter are in the longer, in any order, or begin a part of it. */
function mayBeOne(one: readonly Fact[], other: readonly Fact[]): boolean {
  const [shorter = [], longer = []] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length);
  return shorter.every((word) =>
    longer.some(
      (known) =>
        known === word ||
        (word.length === 1 && known.startsWith(word)) ||
        (known.length === 1 && word.startsWith(known)),
    ),
  );
}

function wordsOf(names: readonly Fact[]): string[] {
  return foldText(names.map(({ value }) => value).join(' ')).match(/\p{L}+/gu) ?? [];
}

function names({ concept }: Fact): boolean {
  return isName(concept);
}

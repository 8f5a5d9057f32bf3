import type { Document, Part } from '../document.ts';
import type { Entity, Person } from '../people/person.ts';
import { trueValue } from './cells.ts';
import { type Style, styleOf } from './style.ts';
import { formOf, sameCountry, type Stage, tableOf } from './tables.ts';
import type { Topic } from './columns.ts';
import { master, partners, staff } from './topics.ts';
import { views } from './views.ts';

/** A document and the kind of file it suits. */
export interface Scene {
  readonly document: Document;
  readonly suits: 'table' | 'form';
}

/** A program writes at most so many rows into one file; more people make more files. */
const rowsPerFile = 4000;

/** Every person once, with nearly all that is known: customer base, staff list, partners and prospects of each entity. */
export function masters(people: readonly Person[], entities: readonly Entity[], stage: Stage): Scene[] {
  const out: Scene[] = [];
  const kinds: readonly [Topic, (person: Person) => boolean][] = [
    [master, ({ relation }) => relation.endsWith('customer')],
    [staff, ({ relation }) => relation.endsWith('employee')],
    [master, ({ relation }) => relation === 'prospect'],
    [partners, ({ relation }) => relation === 'partner'],
  ];
  for (const entity of entities) {
    for (const [topic, belongs] of kinds) {
      const all = people.filter((person) => person.entity === entity && belongs(person));
      for (let at = 0; at < all.length; at += rowsPerFile) {
        const style = { ...styleOf(entity.country, stage.random), age: 'current' } as const;
        out.push(table(topic, all.slice(at, at + rowsPerFile), style, stage));
      }
    }
  }
  return out;
}

/** Parts of what is known about some people, again and written otherwise: orders, accounts, payments, forms. */
export function excerpts(people: readonly Person[], files: number, stage: Stage): Scene[] {
  const { random } = stage;
  const out: Scene[] = [];
  const topics = random.shuffle(views);
  for (let at = 0; at < files; at++) {
    const country = random.pick(people).country;
    const style = styleOf(country, random);
    const topic = topics[at % topics.length] as Topic;
    const pool = sameCountry(people, style).filter((person) => person.country === country);
    const share = Math.max(4, Math.ceil(pool.length * (0.2 + random.float() * 0.5)));
    const chosen = random.sample(pool, Math.min(share, rowsPerFile));
    out.push(table(topic, chosen, style, stage, random.chance(0.12)));
  }
  return out;
}

/** Labelled records: applications, patient sheets, account pages; one or a few to a file. */
export function forms(people: readonly Person[], files: number, stage: Stage): Scene[] {
  const { random } = stage;
  return Array.from({ length: files }, () => {
    const country = random.pick(people).country;
    const style = styleOf(country, random);
    const chosen = random.sample(
      people.filter((person) => person.country === country),
      random.pick([1, 1, 2, 4, 8]),
    );
    const topic = random.pick([master, staff, ...views.filter(({ repeats }) => !repeats)]);
    const fitting = topic === staff ? chosen.filter(({ relation }) => relation.endsWith('employee')) : chosen;
    const parts: Part[] = (fitting.length === 0 ? chosen : fitting).map((person) =>
      formOf(fitting.length === 0 ? master : topic, person, style, stage),
    );
    return { suits: 'form' as const, document: finish(parts, style, chosen, stage) };
  });
}

function table(topic: Topic, people: readonly Person[], style: Style, stage: Stage, headless = false): Scene {
  const made = tableOf(topic, people, style, stage);
  // Without a header nothing says that a name is one, or that a date is of birth.
  const bare = ['person-name', 'date-of-birth', 'postal-address', 'password'];
  const unscored = made.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) =>
      cell.map((piece) =>
        typeof piece !== 'string' && piece.element !== null && bare.includes(piece.element)
          ? { ...piece, scored: false }
          : piece,
      ),
    ),
  }));
  const canBeBare = headless && topic.id === 'newsletter';
  const part = canBeBare ? { ...made, headless: true, rows: unscored } : made;
  return { suits: 'table', document: finish([part], style, people, stage) };
}

function finish(parts: readonly Part[], style: Style, people: readonly Person[], { random, words }: Stage): Document {
  const author = random.pick(people);
  return {
    title: random.pick(words.language[style.language].titles),
    language: style.language,
    parts,
    ...(random.chance(0.7) ? { author: trueValue('person-name', `${author.given} ${author.family}`, author) } : {}),
  };
}

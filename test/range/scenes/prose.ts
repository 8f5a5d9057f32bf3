import type { Cell, Document, Part, Piece, Prose } from '../document.ts';
import { near, nearValue, timestamp, uuid, version } from '../near/values.ts';
import type { Person } from '../people/person.ts';
import { firmName, fullName, writeStreet } from '../people/surface.ts';
import type { HeaderKey } from '../words/headers/keys.ts';
import { CellMaker, cityLine, trueValue } from './cells.ts';
import { type Style, styleOf } from './style.ts';
import type { Stage } from './tables.ts';

const line = (...pieces: Piece[]): Prose => ({ kind: 'prose', pieces });

/** Sentences as people and ticket systems write them, with marks for what is true in them. */
export class Writer {
  readonly style: Style;
  readonly cells: CellMaker;
  readonly #stage: Stage;

  constructor(style: Style, stage: Stage) {
    this.style = style;
    this.#stage = stage;
    this.cells = new CellMaker(
      { ...style, names: 'as is', nameOrder: 'given first', mails: 'lower' },
      stage.random,
      stage.words,
    );
  }

  /** A sentence about this person; one whose data the person lacks is drawn again. */
  sentence(person: Person): Cell {
    const { words, random } = this.#stage;
    const choice = words.language[this.style.language].sentences;
    for (;;) {
      const template = random.pick(choice);
      if (template.includes('{card}') && person.card === undefined) continue;
      if (template.includes('{iban}') && person.iban === undefined) continue;
      return this.fill(template, person);
    }
  }

  greeting(person: Person): Cell {
    return this.fill(this.#stage.random.pick(this.#stage.words.language[this.style.language].greetings), person);
  }

  fill(template: string, person: Person): Cell {
    const pieces = template
      .split(/(\{\w+\})/)
      .map((part): Piece => (part.startsWith('{') ? this.#value(part.slice(1, -1), person) : part));
    const says = /password|passwort|kennwort|mot de passe|contraseña/i.exec(template);
    if (says === null) return pieces;
    // The word stands in a sentence that gives none away: a near miss, marked whole.
    return pieces.map((piece) =>
      typeof piece === 'string' && /password|passwort|kennwort|mot de passe|contraseña/i.test(piece)
        ? near('password-word', piece)
        : piece,
    );
  }

  #value(slot: string, person: Person): Piece {
    const { words, random } = this.#stage;
    switch (slot) {
      case 'name':
        return trueValue('person-name', fullName(person), person, false);
      case 'email':
        return this.cells.mail(person.email, person);
      case 'phone':
        return this.cells.phone(random.pick([person.mobile, person.landline]), person);
      case 'iban':
        return this.cells.iban(person) ?? '';
      case 'card':
        return this.cells.card(person) ?? '';
      case 'ip':
        return trueValue('ip-address', person.ip, person);
      case 'firm':
        return near('organisation', firmName(words, random));
      case 'time':
        return near('timestamp', timestamp(random));
      case 'uuid':
        return near('uuid', uuid(random));
      case 'version':
        return near('version', version(random));
      default: {
        const key =
          ({ order: 'orderNo', date: 'orderDate', tracking: 'trackingNo' } as Record<string, HeaderKey>)[slot] ??
          (slot as HeaderKey);
        return nearValue(key, random, words, this.style.dates) ?? '';
      }
    }
  }
}

/** A letter to a person: address block, date, text. */
export function letter(person: Person, stage: Stage): Document {
  const { random, words } = stage;
  const style = styleOf(person.country, random);
  const writer = new Writer(style, stage);
  const parts: Part[] = [
    line(trueValue('person-name', fullName(person), person, false)),
    line(trueValue('postal-address', writeStreet(person.address), person, false)),
    line(cityLine(person)),
    line(''),
    line(nearValue('orderDate', random, words, style.dates) ?? ''),
    line(''),
    { kind: 'prose', pieces: writer.greeting(person) },
    line(''),
    ...Array.from({ length: random.int(3, 7) }, (): Prose => ({ kind: 'prose', pieces: writer.sentence(person) })),
  ];
  return {
    title: random.pick(words.language[style.language].titles),
    language: style.language,
    parts,
    author: trueValue('person-name', fullName(person), person),
  };
}

/** Notes, tickets, minutes: a sentence about somebody on each line. */
export function notes(people: readonly Person[], stage: Stage): Document {
  const { random, words } = stage;
  const style = styleOf(random.pick(people).country, random);
  const writer = new Writer(style, stage);
  const parts = random
    .sample(people, random.int(6, 14))
    .map((person): Prose => ({ kind: 'prose', pieces: writer.sentence(person) }));
  return { title: random.pick(words.language[style.language].titles), language: style.language, parts };
}

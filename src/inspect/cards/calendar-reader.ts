import type { Sink } from '../contract.ts';
import { attachedTo, type Attached } from './attached.ts';
import type { Field } from './card.ts';
import type { Property } from './content-line.ts';
import { eventField, personOf } from './event.ts';
import { Intake } from './intake.ts';

const maxFields = 10_000;
const maxDepth = 64;

interface Component {
  readonly name: string;
  readonly fields: Field[];
  readonly people: Field[][];
}

/** Calendars (iCalendar, RFC 5545, and vCalendar before it): each event is a record, and each guest one of its own. */
export class CalendarReader {
  readonly #sink: Sink;
  readonly #intake: Intake;
  readonly #open: Component[] = [];
  #number = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#intake = new Intake(sink, (property) => this.#property(property));
  }

  push(text: string): Promise<void> {
    return this.#intake.push(text);
  }

  end(): Promise<void> {
    return this.#intake.end(() => {
      const isOpen = this.#open.length > 0;
      while (this.#open.length > 0) this.#close();
      return isOpen;
    });
  }

  #property(property: Property): void {
    const { name, value } = property;
    if (name === 'BEGIN') {
      if (this.#open.length < maxDepth) this.#open.push({ name: value.trim().toUpperCase(), fields: [], people: [] });
      else this.#sink.partial('limit-depth');
    } else if (name === 'END') this.#close();
    else this.#inside(property);
  }

  #inside(property: Property): void {
    const component = this.#open.at(-1);
    const file = this.#fileOf(property);
    if (file !== undefined) {
      this.#intake.file(file);
      return;
    }
    // Time zones hold rules for clocks, and nobody.
    if (component === undefined || ['VTIMEZONE', 'STANDARD', 'DAYLIGHT'].includes(component.name)) return;
    const person = personOf(property);
    const field = person === undefined ? eventField(property) : undefined;
    if (component.fields.length + component.people.length >= maxFields) {
      this.#intake.writer.record(person ?? (field === undefined ? [] : [field]));
    } else if (person !== undefined) component.people.push(person);
    else if (field !== undefined) component.fields.push(field);
  }

  #fileOf(property: Property): Attached | undefined {
    const isPage = property.name === 'X-ALT-DESC' && /html/i.test(property.parameters.get('FMTTYPE') ?? '');
    const number = this.#intake.fileNumber;
    if (!isPage) return attachedTo(property, number);
    return {
      name: `description-${number}.html`,
      bytes: Buffer.from(property.value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1')),
    };
  }

  #close(): void {
    const component = this.#open.pop();
    if (component === undefined) return;
    this.#number++;
    const where = { row: this.#number };
    this.#intake.writer.record(component.fields, where);
    for (const person of component.people) this.#intake.writer.record(person, where);
  }
}

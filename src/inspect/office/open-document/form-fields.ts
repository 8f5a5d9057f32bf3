import type { BlockWriter } from '../../blocks/block-writer.ts';
import type { Where } from '../../contract.ts';
import { type Attributes, attribute } from '../xml.ts';
import { under } from './tables.ts';

/**
 * The controls of a document's forms: each value is labelled with what the form shows beside it, or else with the
 * control's name. Inside of `forms` the names of elements mean other things than outside (`text`, `date`).
 */
export class FormFields {
  readonly #writer: BlockWriter;
  #depth = 0;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  /** Whether the element belongs to a form. */
  open(name: string, attributes: Attributes, here: Where): boolean {
    if (name === 'forms') this.#depth++;
    if (this.#depth === 0) return false;
    const value = attribute(attributes, 'current-value') ?? attribute(attributes, 'value') ?? '';
    const label = attribute(attributes, 'label') ?? attribute(attributes, 'name') ?? '';
    if (name === 'item' || name === 'option') this.#say(here, undefined, label);
    else if (value !== '' && name !== 'property') this.#say(here, label, value);
    else if (name !== 'form' && name !== 'property') this.#say(here, undefined, attribute(attributes, 'label') ?? '');
    return true;
  }

  close(name: string): void {
    if (name === 'forms') this.#depth--;
  }

  #say(here: Where, label: string | undefined, text: string): void {
    if (text === '') return;
    this.#writer.place({ ...here, part: under(here, 'form') });
    if (label === undefined || label === '') this.#writer.line(text);
    else this.#writer.labelled(label, text);
  }
}

import type { Attributes } from './attributes.ts';
import { Fields } from './fields.ts';
import type { Writer } from './writer.ts';

/** Labels that are remembered for fields that come later. */
const mostLabels = 10_000;

/** The fields of forms with what they are called: one record a form. */
export class Forms {
  readonly #fields: Fields;
  readonly #labels = new Map<string, string>();

  constructor(writer: Writer) {
    this.#fields = new Fields(writer);
  }

  /** `text` is the label of the field with this id. */
  remember(id: string, text: string): void {
    if (this.#labels.size < mostLabels) this.#labels.set(id, text.trim());
  }

  /** What a field is called: by the label around it, the one that points to it, or its own attributes. */
  labelOf(attributes: Attributes, around: string): string {
    if (around.trim() !== '') return around.trim();
    const id = attributes['id'] ?? '';
    return this.#labels.get(id) ?? attributes['aria-label'] ?? attributes['name'] ?? id;
  }

  add(attributes: Attributes, around: string): void {
    this.#fields.add(this.labelOf(attributes, around), attributes['value'] ?? '');
  }

  /** A form ended, or another begins. */
  end(): void {
    this.#fields.write();
  }
}

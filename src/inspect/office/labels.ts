import type { Gathered, OpenLabel } from './paragraph.ts';
import { type Attributes, attribute } from './xml.ts';

/** A control around more than this is prose with a name, not a field. */
const longestValue = 200;

/**
 * Content controls (w:sdt) and form fields (w:ffData) of a document: their name is the label of the text they hold.
 */
export class Labels {
  readonly #controls: OpenLabel[] = [];
  readonly #fields: OpenLabel[] = [];
  #inProperties = 0;

  open(name: string, attributes: Attributes, paragraph: Gathered | undefined): void {
    const control = this.#controls.at(-1);
    switch (name) {
      case 'sdt':
        this.#controls.push({ label: '', start: undefined, paragraph });
        break;
      case 'sdtPr':
        this.#inProperties++;
        break;
      case 'alias':
        if (this.#inProperties > 0 && control) control.label = attribute(attributes, 'val') ?? '';
        break;
      case 'tag':
        if (this.#inProperties > 0 && control?.label === '') control.label = attribute(attributes, 'val') ?? '';
        break;
      case 'sdtContent':
        if (control) control.start = control.paragraph?.shown.length ?? 0;
        break;
      case 'fldChar':
        this.#field(attribute(attributes, 'fldCharType'), paragraph);
        break;
      case 'name':
        this.#nameField(attribute(attributes, 'val') ?? '');
        break;
      default:
    }
  }

  close(name: string, paragraph: Gathered | undefined): void {
    if (name === 'sdtPr') this.#inProperties = Math.max(0, this.#inProperties - 1);
    if (name !== 'sdt') return;
    const control = this.#controls.pop();
    if (control?.paragraph !== undefined && control.paragraph === paragraph) mark(paragraph, control);
  }

  /** A control around whole paragraphs labels each of them. */
  endParagraph(paragraph: Gathered): void {
    const around = this.#controls.at(-1);
    if (around === undefined || around.paragraph !== undefined || around.start === undefined) return;
    if (paragraph.spans.length === 0) mark(paragraph, { ...around, start: 0 });
  }

  #field(type: string | undefined, paragraph: Gathered | undefined): void {
    if (type === 'begin') {
      if (this.#fields.length < 100) this.#fields.push({ label: '', start: undefined, paragraph });
      return;
    }
    const field = this.#fields.at(-1);
    if (field === undefined) return;
    if (type === 'separate') field.start = paragraph?.shown.length ?? 0;
    if (type !== 'end') return;
    this.#fields.pop();
    if (paragraph !== undefined && field.paragraph === paragraph) mark(paragraph, field);
  }

  #nameField(name: string): void {
    const field = this.#fields.at(-1);
    if (field !== undefined && field.start === undefined) field.label = name;
  }
}

/** Spans stay in order and apart: a control inside another gives way to the one that closed first. */
function mark(paragraph: Gathered, { label, start }: OpenLabel): void {
  const end = paragraph.shown.length;
  if (label === '' || start === undefined || end <= start || end - start > longestValue) return;
  const last = paragraph.spans.at(-1);
  if (last !== undefined && last.end > start) return;
  paragraph.spans.push({ start, end, label });
}

import { type Attributes, attribute } from '../xml.ts';

/** Styles are held by name while a document is read: no more than this. */
const maxStyles = 100_000;
/** Styles that inherit from styles; more is a circle. */
const maxParents = 32;

interface Style {
  readonly parent: string;
  hidden: boolean;
}

/**
 * Which styles hide what has them: text, tables (a hidden sheet) and pages (a hidden slide). Automatic styles are known
 * in their own part only: `P1` of the content is another than `P1` of the headers.
 */
export class Styles {
  readonly #common = new Map<string, Style>();
  #automatic = new Map<string, Style>();
  #inCommon = false;
  #current: Style | undefined;

  /** A new part of the document begins. */
  beginPart(): void {
    this.#automatic = new Map();
    this.#current = undefined;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'styles':
        this.#inCommon = true;
        break;
      case 'style':
        this.#begin(attributes);
        break;
      case 'text-properties':
        this.#hide(attribute(attributes, 'display') === 'none');
        break;
      case 'table-properties':
        this.#hide(attribute(attributes, 'display') === 'false');
        break;
      case 'drawing-page-properties':
        this.#hide(attribute(attributes, 'visibility') === 'hidden');
        break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'styles') this.#inCommon = false;
    if (name === 'style') this.#current = undefined;
  }

  /** Whether the style of this family and name, or one that it inherits from, hides. */
  hides(family: string, name: string | undefined): boolean {
    let wanted = name;
    for (let step = 0; step < maxParents && wanted !== undefined && wanted !== ''; step++) {
      const key = `${family} ${wanted}`;
      const style = this.#automatic.get(key) ?? this.#common.get(key);
      if (style === undefined) return false;
      if (style.hidden) return true;
      wanted = style.parent;
    }
    return false;
  }

  #begin(attributes: Attributes): void {
    const family = attribute(attributes, 'family');
    const name = attribute(attributes, 'name');
    const styles = this.#inCommon ? this.#common : this.#automatic;
    if (family === undefined || name === undefined || styles.size >= maxStyles) return;
    this.#current = { parent: attribute(attributes, 'parent-style-name') ?? '', hidden: false };
    styles.set(`${family} ${name}`, this.#current);
  }

  #hide(hides: boolean): void {
    if (hides && this.#current !== undefined) this.#current.hidden = true;
  }
}

import { children, type Element, isLeaf, isStructured } from './element.ts';

/** Kinds that are remembered; documents have a few. */
const mostKinds = 10_000;

/**
 * Which elements of a document are records, by the path of their names: the outermost that come more than once under
 * one parent. Learned from what is held so far, and kept for the rest of the document.
 */
export class RecordKinds {
  readonly #kinds = new Set<string>();
  readonly #above = new Set<string>();

  has(path: string): boolean {
    return this.#kinds.has(path);
  }

  /** Looks for records below an element that is not inside one. */
  learn(element: Element, path: string): void {
    if (this.#kinds.size > mostKinds) return;
    const counts = new Map<string, number>();
    for (const child of children(element))
      if (isStructured(child)) counts.set(child.name, (counts.get(child.name) ?? 0) + 1);
    for (const child of children(element)) {
      const below = `${path}/${child.name}`;
      if ((counts.get(child.name) ?? 0) > 1) this.#add(below);
      else if (!this.has(below)) this.learn(child, below);
    }
  }

  /** Hands `element` out in records: those that were learned, and what is outside of them, grouped by its parent. */
  split(element: Element, path: string, write: (record: Element, kind: string, repeated: boolean) => void): void {
    if (this.has(path) || !this.#above.has(path)) return write(element, path, this.has(path));
    const isOutside = (part: string | Element): boolean =>
      typeof part === 'string' || (isLeaf(part) && !this.has(`${path}/${part.name}`));
    write(
      { ...element, content: element.content.filter((part) => typeof part !== 'string' && isOutside(part)) },
      path,
      false,
    );
    const loose = element.content.filter((part) => typeof part === 'string' && part.trim() !== '');
    if (loose.length > 0) write({ ...element, attributes: [], content: loose }, path, false);
    for (const child of children(element)) if (!isOutside(child)) this.split(child, `${path}/${child.name}`, write);
  }

  #add(path: string): void {
    this.#kinds.add(path);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) this.#above.add(path.slice(0, at));
  }
}

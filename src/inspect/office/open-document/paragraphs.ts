import { Gathered, type Sight } from '../paragraph.ts';

const maxSpaces = 10_000;

interface Open {
  readonly gathered: Gathered;
  /** Whether white space that comes next collapses into what is there (ODF 1.3 part 3, 6.1.2). */
  spaced: boolean;
}

/** The paragraphs that are open: a note, a comment or a text box stands inside the paragraph that it belongs to. */
export class Paragraphs {
  readonly #open: (Open | undefined)[] = [];
  #hidden = 0;

  begin(): void {
    this.#open.push({ gathered: new Gathered(), spaced: true });
  }

  end(): Gathered | undefined {
    const gathered = this.#open.pop()?.gathered;
    if (gathered !== undefined) gathered.shown = gathered.shown.replace(/ +$/, '');
    return gathered;
  }

  /** What comes next does not belong to the paragraph that is open, until `leave`. */
  stepOut(): void {
    this.#open.push(undefined);
  }

  leave(): void {
    this.#open.pop();
  }

  /** What comes next is not shown, until `show`. */
  hide(): void {
    this.#hidden++;
  }

  show(): void {
    this.#hidden--;
  }

  get isOpen(): boolean {
    return this.#open.at(-1) !== undefined;
  }

  flow(text: string): void {
    const top = this.#open.at(-1);
    if (top === undefined) return;
    let piece = text.replace(/[ \t\r\n]+/g, ' ');
    if (top.spaced && piece.startsWith(' ')) piece = piece.slice(1);
    if (piece === '') return;
    top.spaced = piece.endsWith(' ');
    this.#add(top, piece);
  }

  /** Spaces, tabs and line breaks that are written as elements. */
  exactly(text: string, count = 1): void {
    const top = this.#open.at(-1);
    if (top === undefined) return;
    top.spaced = false;
    this.#add(top, text.repeat(Math.max(1, Math.min(count, maxSpaces)) || 1));
  }

  aside(text: string): void {
    this.#open.at(-1)?.gathered.add(text, 'hidden');
  }

  #add(top: Open, text: string): void {
    const sight: Sight = this.#hidden > 0 ? 'hidden' : 'shown';
    top.gathered.add(text, sight);
  }
}

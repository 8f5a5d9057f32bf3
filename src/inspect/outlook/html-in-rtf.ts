import { fail } from '#platform/errors';
import { Characters, characters } from '../rtf/characters.ts';
import { destinationOf } from '../rtf/destinations.ts';
import type { Tokens } from '../rtf/tokens.ts';

const maxGroups = 4096;

/** Whether RTF is HTML in disguise: that is said right at its beginning ([MS-OXRTFEX] 2.1.3.1). */
export const isHtmlInRtf = (rtf: Buffer): boolean => /\\fromhtml1(?!\d)/.test(rtf.toString('latin1', 0, 1024));

interface State {
  /** `pass`: of programs that read RTF alone. */
  readonly kind: 'text' | 'tag' | 'fonts' | 'pass';
  readonly font: number | undefined;
  /** What is written for programs that read RTF alone. */
  readonly rtfOnly: boolean;
  readonly skipped: number;
}

/** Takes the HTML out of RTF: what stands in its tags, and the text between them ([MS-OXRTFEX] 3.1.4). */
export class HtmlInRtf implements Tokens {
  readonly #characters = new Characters();
  readonly #states: State[] = [];
  #state: State = { kind: 'text', font: undefined, rtfOnly: false, skipped: 1 };
  #starred = false;
  #toSkip = 0;
  #defaultFont: number | undefined;
  #html = '';

  /** What came out since this was last called. */
  take(): string {
    const html = this.#html;
    this.#html = '';
    return html;
  }

  open(): void {
    this.#flush();
    if (this.#states.length >= maxGroups) fail('limit-depth');
    this.#states.push(this.#state);
    this.#starred = false;
  }

  close(): void {
    this.#flush();
    this.#state = this.#states.pop() ?? this.#state;
  }

  text(text: string): void {
    const skipped = Math.min(this.#toSkip, text.length);
    this.#toSkip -= skipped;
    for (let at = skipped; at < text.length; at++) this.#characters.byte(text.charCodeAt(at), this.#state.font);
    this.#flush();
  }

  byte(value: number): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else this.#characters.byte(value, this.#state.font);
  }

  binary(): void {
    this.#flush();
  }

  control(word: string, parameter: number | undefined): void {
    this.#flush();
    if (word === '*') {
      this.#starred = true;
      return;
    }
    const starred = this.#starred;
    this.#starred = false;
    if (word === 'u' && parameter !== undefined) {
      this.#add(String.fromCharCode(parameter & 0xffff));
      this.#toSkip = this.#state.skipped;
    } else if (word === 'htmltag' && starred) this.#state = { ...this.#state, kind: 'tag', rtfOnly: false };
    else if (word === 'htmlrtf') this.#state = { ...this.#state, rtfOnly: parameter !== 0 };
    else if (characters[word] !== undefined) this.#add(characters[word] ?? '');
    else this.#property(word, parameter, starred);
  }

  #property(word: string, parameter: number | undefined, starred: boolean): void {
    switch (word) {
      case 'par':
      case 'line':
        this.#add('\r\n');
        break;
      case 'ansicpg':
        this.#characters.usePage(parameter ?? 0);
        break;
      case 'deff':
        this.#defaultFont = parameter;
        this.#state = { ...this.#state, font: parameter };
        break;
      case 'plain':
        this.#state = { ...this.#state, font: this.#defaultFont };
        break;
      case 'f':
        this.#state = { ...this.#state, font: parameter };
        break;
      case 'uc':
        this.#state = { ...this.#state, skipped: Math.max(0, Math.min(parameter ?? 1, 64)) };
        break;
      case 'fcharset':
        if (this.#state.kind === 'fonts' && this.#state.font !== undefined) {
          this.#characters.font(this.#state.font, parameter ?? 0);
        }
        break;
      default: {
        const destination = destinationOf(word, starred);
        if (destination === undefined || destination.kind === 'through') break;
        this.#state = { ...this.#state, kind: destination.kind === 'fonts' ? 'fonts' : 'pass' };
      }
    }
  }

  #flush(): void {
    const text = this.#characters.flush();
    if (text !== '') this.#add(text);
  }

  #add(text: string): void {
    const { kind, rtfOnly } = this.#state;
    if (kind === 'tag' || (kind === 'text' && !rtfOnly)) this.#html += text;
  }
}

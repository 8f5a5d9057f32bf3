import { Spool } from '../spool.ts';
import type { Write } from './reporter.ts';

export interface Turn {
  write(text: string): void;
  end(): void;
}

/** Lets many write at once while their texts come out one after the other, in the order in which turns were taken. */
export class Turns {
  private readonly out: Write;
  private readonly waiting: { spool: Spool; ended: boolean }[] = [];

  constructor(out: Write) {
    this.out = out;
  }

  take(): Turn {
    const place = { spool: new Spool(), ended: false };
    this.waiting.push(place);
    return {
      write: (text) => {
        if (this.waiting[0] === place) this.out(text);
        else place.spool.append(text);
      },
      end: () => {
        place.ended = true;
        while (this.waiting[0]?.ended === true) {
          this.waiting.shift();
          this.waiting[0]?.spool.drain(this.out);
        }
      },
    };
  }
}

/** Puts the commas between entries of a JSON list: such text holds no raw line break, so each one stands before an entry. */
export function listOf(write: Write): Write {
  let isFirst = true;
  return (text) =>
    write(
      text.replaceAll('\n', () => {
        const mark = isFirst ? '\n' : ',\n';
        isFirst = false;
        return mark;
      }),
    );
}

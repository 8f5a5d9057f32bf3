/** Tells a reader that is busy from one that hangs: time counts only while the reader is not waiting for us. */
export class Patience {
  readonly #stop = new AbortController();
  readonly #milliseconds: () => number;
  #waits = 0;
  #alarm: NodeJS.Timeout | undefined;

  /** `milliseconds` is asked anew each time that the clock starts. */
  constructor(milliseconds: () => number) {
    this.#milliseconds = milliseconds;
  }

  /** Aborted when the reader was silent for too long. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The clock stands until `work`, which the reader asked for, is done, and then starts from zero. */
  async pause<T>(work: Promise<T>): Promise<T> {
    this.#waits += 1;
    clearTimeout(this.#alarm);
    try {
      return await work;
    } finally {
      this.#waits -= 1;
      if (this.#waits === 0) this.#alarm = setTimeout(() => this.#stop.abort(), this.#milliseconds());
    }
  }

  end(): void {
    clearTimeout(this.#alarm);
    this.#waits = Number.POSITIVE_INFINITY;
  }
}

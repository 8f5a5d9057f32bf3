import type { Element, InspectEvent, Status } from '#inspect';
import type { Code } from '#platform/errors';
import type { Emit, Going } from './account.ts';

/** Events of a part that wait for the parts before; each can hold the findings of 256 KiB of text. */
const mostHeld = 8;

/** What the parts before a place in the file came to, as JSON. */
export interface Before {
  readonly status: Status;
  readonly reason?: Code;
  readonly counts: Readonly<Partial<Record<Element, number>>>;
  readonly allowed?: number;
  /** Findings by rule, listed or beyond what is. */
  readonly listed: readonly (readonly [rule: string, findings: number])[];
}

export const nothingBefore: Before = { status: 'inspected', counts: {}, listed: [] };

type End = Extract<InspectEvent, { type: 'end' }>;

/** Puts the events of all parts together. */
export class Merged {
  readonly #emit: Emit;
  readonly #most: number;
  readonly #going: Going | undefined;
  readonly #waiting = new Map<number, InspectEvent[]>();
  readonly #ends = new Map<number, End>();
  readonly #closed = new Set<number>();
  readonly #onTurn: (() => void)[] = [];
  readonly #listed: Map<string, number>;
  /** Events that an earlier process passed on and that are yet to come again. */
  readonly #records: Map<number, number>;
  #findings: number;
  #before: Before;
  #turn: number;

  constructor(most: number, emit: Emit, going: Going | undefined) {
    this.#emit = emit;
    this.#most = most;
    this.#going = going;
    const told = going?.from?.parts;
    this.#turn = told?.turn ?? 0;
    this.#before = told?.before ?? nothingBefore;
    this.#listed = new Map(this.#before.listed);
    this.#records = new Map(told?.records);
    this.#findings = told?.findings ?? 0;
  }

  /** The part whose findings are passed on now. */
  get turn(): number {
    return this.#turn;
  }

  /** Of the parts before the one whose turn it is. */
  get before(): Before {
    return this.#before;
  }

  /** Records and dates go on at once, in any order; findings and text wait for the parts before. */
  async take(part: number, event: InspectEvent): Promise<void> {
    if (event.type === 'begin') return;
    if (event.type === 'end') return void this.#ends.set(part, event);
    // Dates add up in any order, as records do.
    if (event.type === 'records' || event.type === 'dates') return this.#passRecords(part, event);
    const held = this.#waiting.get(part) ?? [];
    if (part !== this.#turn && held.length < mostHeld) {
      this.#waiting.set(part, [...held, event]);
      return;
    }
    // The part whose turn it is runs, since parts begin in order: whoever waits here will be let through.
    while (part !== this.#turn) await this.#turned();
    return this.#pass(part, event);
  }

  async close(part: number): Promise<void> {
    this.#closed.add(part);
    while (this.#closed.delete(this.#turn)) {
      this.#before = this.#with(this.#turn);
      this.#going?.partDone(this.#before);
      const next = this.#turn + 1;
      // More may come in while these are passed on.
      for (let held = this.#held(next); held.length > 0; held = this.#held(next)) {
        for (const event of held) await this.#pass(next, event);
      }
      this.#turn = next;
      for (const resolve of this.#onTurn.splice(0)) resolve();
    }
  }

  /** Takes out what waits of a part. */
  #held(part: number): readonly InspectEvent[] {
    const events = this.#waiting.get(part) ?? [];
    this.#waiting.delete(part);
    return events;
  }

  #turned(): Promise<void> {
    return new Promise((resolve) => this.#onTurn.push(resolve));
  }

  async #passRecords(part: number, event: InspectEvent): Promise<void> {
    const repeats = this.#records.get(part) ?? 0;
    if (repeats > 0) this.#records.set(part, repeats - 1);
    else await this.#emit(event, { part });
  }

  /** The limit on listed findings is for the file, not for a part. */
  async #pass(part: number, event: InspectEvent): Promise<void> {
    if (event.type !== 'findings') return this.#emit(event, { part });
    const findings = event.findings.filter(({ rule }) => {
      const listed = this.#listed.get(rule) ?? 0;
      this.#listed.set(rule, listed + 1);
      return listed < this.#most;
    });
    if (findings.length === 0) return;
    if (this.#findings > 0) this.#findings -= 1;
    else await this.#emit({ ...event, findings }, { part });
  }

  #with(part: number): Before {
    const end = this.#ends.get(part);
    this.#ends.delete(part);
    const { status, reason = end?.reason, counts: before } = this.#before;
    const counts: Partial<Record<Element, number>> = { ...before };
    for (const [element, count] of Object.entries(end?.counts ?? {}) as [Element, number][]) {
      counts[element] = (counts[element] ?? 0) + count;
    }
    const allowed = (this.#before.allowed ?? 0) + (end?.allowed ?? 0);
    return {
      status: end?.status === 'inspected' ? status : 'partial',
      ...(reason !== undefined && { reason }),
      counts,
      ...(allowed > 0 && { allowed }),
      listed: [...this.#listed],
    };
  }
}

import type { InspectEvent } from '#inspect';
import type { Code } from '#platform/errors';
import { Attempts, type Told } from './attempts.ts';
import { type Before, nothingBefore } from './merged.ts';
import type { PartPlan } from './part-plan.ts';

/** What an inspection told so far, as JSON: with it another process goes on with the same bytes by the same rules. */
export interface AccountState {
  readonly told: Told;
  /** Readers that failed. */
  readonly failures: number;
  /** Of a file that is read in parts. */
  readonly parts?: ToldParts;
}

interface ToldParts {
  readonly plan: PartPlan;
  /** The first part of which not all was told. */
  readonly turn: number;
  readonly before: Before;
  /** Events with findings of the part whose turn it is. */
  readonly findings: number;
  /** Events with records or dates, of that part and of later ones. */
  readonly records: readonly (readonly [part: number, events: number])[];
}

/** Where an event comes from, of a file that is read in parts; `plan` is with its first event. */
export interface Origin {
  readonly plan?: PartPlan;
  readonly part?: number;
}

/** Passes an event on. What it does before its first `await` is done when the call returns. */
export type Emit = (event: InspectEvent, origin?: Origin) => Promise<void>;

/** Whoever reads goes on from there, and tells what cannot be seen from the events. */
export interface Going {
  readonly from: AccountState | undefined;
  /** The reader of this file failed; events that follow from it come afterwards. */
  failed(file: number, reason: Code): void;
  /** All events of the part whose turn it was were passed on, and none of those that wait behind it. */
  partDone(before: Before): void;
}

/**
 * Follows the events of one inspection in the order in which they are taken: at any moment in between, its state is that
 * of what was taken, wherever readers are by then.
 *
 * A file or part tells the same each time that it is read, so that of one that is open it is enough to know how many
 * events came. Of parts, records and dates come in any order between findings, but in one order among themselves.
 */
export class Account implements Going {
  readonly from: AccountState | undefined;
  readonly #attempts: Attempts;
  readonly #records: Map<number, number>;
  #failures: number;
  #plan: PartPlan | undefined;
  #turn: number;
  #before: Before;
  #findings: number;
  #changes = 0;

  /** @param from the state of an earlier process, to go on with */
  constructor(from?: AccountState) {
    this.from = from;
    this.#attempts = new Attempts(from?.told);
    this.#failures = from?.failures ?? 0;
    this.#plan = from?.parts?.plan;
    this.#turn = from?.parts?.turn ?? 0;
    this.#before = from?.parts?.before ?? nothingBefore;
    this.#findings = from?.parts?.findings ?? 0;
    this.#records = new Map(from?.parts?.records);
  }

  /** Grows with all that is told. */
  get changes(): number {
    return this.#changes;
  }

  take(event: InspectEvent, { plan, part }: Origin = {}): void {
    this.#changes += 1;
    this.#attempts.take(event);
    this.#plan ??= plan;
    if (part === undefined) return;
    if (event.type === 'records' || event.type === 'dates') this.#records.set(part, (this.#records.get(part) ?? 0) + 1);
    if (event.type === 'findings') this.#findings += 1;
  }

  failed(file: number, reason: Code): void {
    this.#changes += 1;
    this.#failures += 1;
    this.#attempts.note(file, reason);
  }

  partDone(before: Before): void {
    this.#changes += 1;
    this.#records.delete(this.#turn);
    this.#turn += 1;
    this.#before = before;
    this.#findings = 0;
  }

  /** Undefined as long as nothing was told. */
  get state(): AccountState | undefined {
    const { told } = this.#attempts;
    if (told.next === 0) return undefined;
    const state = { told, failures: this.#failures };
    if (this.#plan === undefined) return state;
    const records = [...this.#records];
    return {
      ...state,
      parts: { plan: this.#plan, turn: this.#turn, before: this.#before, findings: this.#findings, records },
    };
  }
}

/** The file on disk has ended, and with it all that is in it. */
export const isComplete = ({ told }: AccountState): boolean => told.next > 0 && told.open.length === 0;

/** Bytes of the file on disk that are not read again: those of the parts that are done. */
export const bytesDone = ({ parts }: AccountState): number => parts?.plan.parts[parts.turn - 1]?.to ?? 0;

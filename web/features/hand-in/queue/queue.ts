import { type Problem, problemOf } from '../../../api/problem.ts';
import type { Chosen } from '../drop/dropped.ts';
import type { Said } from './begin.ts';
import { discard } from './discard.ts';
import { type Halt, untilOpen } from './gate.ts';
import { handOneIn, type OneFile } from './one-file.ts';
import { openRate } from './rate.ts';

type State = 'waiting' | 'sending' | 'paused' | 'failed' | 'done';

/** A file as the page shows it. */
export interface Row {
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: State;
  readonly problem: Problem | undefined;
}

export interface Shown {
  /** Those that somebody may look at or do something about, in order of choice: all but waiting and done ones. */
  readonly rows: readonly Row[];
  /** The first of those that wait. */
  readonly next: readonly Row[];
  readonly files: Readonly<Record<State, number>>;
  readonly bytes: number;
  readonly sent: number;
  /** Paths of those that were handed in with passwords which are not tried, as far as the server told. */
  readonly untried: readonly string[];
  /** Bytes a second. */
  readonly rate: number | undefined;
  readonly halt: Halt | undefined;
}

/** Files on their way, beside the pages: whoever goes to another one does not stop them. */
export interface Queue {
  /** @param evidence an upload that was begun before, which the one file goes on with */
  add(chosen: readonly Chosen[], said: Said, evidence?: string): void;
  pause(id?: string): void;
  resume(id?: string): void;
  /** Takes one out, and discards what arrived of it. */
  cancel(id: string): Promise<void>;
  /** Ids of uploads that this queue has. */
  has(evidence: string): boolean;
  subscribe(onChange: () => void): () => void;
  shown(): Shown;
}

interface Entry extends OneFile {
  readonly id: string;
  sent: number;
  state: State;
  problem: Problem | undefined;
  /** Handed in with passwords, of which the server does not say that they are tried. */
  isUntried: boolean;
  stop: AbortController | undefined;
}

/** Files at once: one connection waits for the disk of the server while another sends. */
const atOnce = 3;
const nextShown = 20;
/** Four pictures a second are enough of what moves all the time. */
const everyMilliseconds = 250;

/** @param person who chose the files: in nobody else's name are they sent */
export function openQueue(incident: string, person: string, onDone: () => void): Queue {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const rate = openRate();
  let halt: Halt | undefined;
  let opening: Promise<void> | undefined;
  let shown = show([...entries.values()], undefined, undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      shown = show([...entries.values()], rate.now(), halt);
      for (const listener of listeners) listener();
    }, everyMilliseconds);
  };
  /** Asked once for all files that wait. */
  const opened = (): Promise<void> => {
    const never = new AbortController().signal;
    const note = (why: Halt): void => {
      halt = why;
      tell();
    };
    opening ??= untilOpen(person, note, never).finally(() => {
      halt = undefined;
      opening = undefined;
      tell();
    });
    return opening;
  };
  const send = async (entry: Entry): Promise<void> => {
    const stop = new AbortController();
    Object.assign(entry, { state: 'sending', problem: undefined, stop });
    tell();
    try {
      const tried = await handOneIn(entry, {
        signal: stop.signal,
        untilOpen: opened,
        onSent: (bytes) => {
          rate.add(Math.max(0, bytes - entry.sent));
          entry.sent = bytes;
          tell();
        },
      });
      entry.sent = entry.file.size;
      entry.state = 'done';
      entry.isUntried = entry.said.passwords.length > 0 && entry.file.size > 0 && tried !== 'queued';
      entry.said = { ...entry.said, passwords: [] };
      onDone();
    } catch (error) {
      if (!stop.signal.aborted) Object.assign(entry, { state: 'failed', problem: problemOf(error) });
    }
    work();
  };
  const work = (): void => {
    const all = [...entries.values()];
    let free = atOnce - all.filter(({ state }) => state === 'sending').length;
    for (const entry of all) {
      if (free <= 0) break;
      if (entry.state !== 'waiting') continue;
      free -= 1;
      void send(entry);
    }
    tell();
  };
  const chosenBy = (id: string | undefined): Entry[] =>
    [...entries.values()].filter((entry) => id === undefined || entry.id === id);

  return {
    add(chosen, said, evidence) {
      for (const { file, path } of chosen) {
        const id = crypto.randomUUID();
        const own = { incident, file, path, said, once: id, evidence, isSealed: false };
        entries.set(id, {
          ...own,
          id,
          sent: 0,
          state: 'waiting',
          problem: undefined,
          isUntried: false,
          stop: undefined,
        });
      }
      work();
    },
    pause(id) {
      for (const entry of chosenBy(id)) {
        if (entry.state !== 'sending' && entry.state !== 'waiting') continue;
        entry.state = 'paused';
        entry.stop?.abort(new Error('paused'));
      }
      work();
    },
    resume(id) {
      for (const entry of chosenBy(id))
        if (entry.state === 'paused' || entry.state === 'failed') entry.state = 'waiting';
      work();
    },
    async cancel(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.state = 'paused';
      entry.stop?.abort(new Error('cancelled'));
      if (entry.evidence !== undefined) await discard(incident, entry.evidence);
      entries.delete(id);
      onDone();
      work();
    },
    has: (evidence) => [...entries.values()].some((entry) => entry.evidence === evidence && entry.state !== 'done'),
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
    shown: () => shown,
  };
}

function show(entries: readonly Entry[], rate: number | undefined, halt: Halt | undefined): Shown {
  const files = { waiting: 0, sending: 0, paused: 0, failed: 0, done: 0 };
  const rows: Row[] = [];
  const next: Row[] = [];
  let bytes = 0;
  let sent = 0;
  for (const { id, path, file, state, problem, ...entry } of entries) {
    files[state] += 1;
    bytes += file.size;
    sent += entry.sent;
    const row = { id, path, bytes: file.size, sent: entry.sent, state, problem };
    if (state === 'waiting' && next.length < nextShown) next.push(row);
    else if (state !== 'waiting' && state !== 'done') rows.push(row);
  }
  const untried = entries.flatMap(({ isUntried, path }) => (isUntried ? [path] : []));
  return { rows, next, files, bytes, sent, untried, rate, halt };
}

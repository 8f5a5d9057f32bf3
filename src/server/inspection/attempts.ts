import type { Element, InspectEvent, InspectOptions, Resume } from '#inspect';
import type { Code } from '#platform/errors';
import { HostileEvent, tally } from './reader-events.ts';

type Begin = Extract<InspectEvent, { type: 'begin' }>;
type End = Extract<InspectEvent, { type: 'end' }>;

/** A file that has begun and not ended, over all attempts. */
interface OpenFile extends ToldFile {
  passed: number;
  /** Events of the present attempt that an earlier one has passed on already and that are yet to come again. */
  repeats: number;
  hasMembers: boolean;
  failure?: Code;
}

interface ToldFile {
  readonly begin: Begin;
  /** Events that were passed on, over all attempts. */
  readonly passed: number;
  /** Findings that were passed on. */
  readonly counts: Partial<Record<Element, number>>;
  readonly hasMembers: boolean;
  /** Set once its reader failed. */
  readonly failure?: Code;
}

/** What was told of a file on disk so far, as JSON: with it another process goes on. */
export interface Told {
  /** From the file on disk to the innermost. */
  readonly open: readonly ToldFile[];
  /** Files that began. */
  readonly next: number;
  /** Of what ended, members with files in them: the number of each, and that of the file behind it. */
  readonly nests: readonly (readonly [file: number, next: number])[];
}

/**
 * What several attempts at one file on disk have told so far, as one account: each file begins once, ends once, and no
 * finding or record comes twice. Throws HostileEvent for events in an order that no inspector of ours gives.
 */
export class Attempts {
  /** From the file on disk to the innermost. Only the first `reopened` have begun in the present attempt. */
  readonly #open: OpenFile[] = [];
  #reopened = 0;
  #next = 0;
  #ended: { file: number; next: number }[] = [];

  /** @param told by attempts of an earlier process */
  constructor(told?: Told) {
    if (told === undefined) return;
    this.#open = told.open.map((file) => ({ ...file, counts: { ...file.counts }, repeats: 0 }));
    this.#reopened = told.open.length;
    this.#next = told.next;
    this.#ended = endedOf(told);
  }

  /** What was passed on until now. */
  get told(): Told {
    const open = this.#open.map(({ begin, passed, counts, hasMembers, failure }) => {
      const file = { begin, passed, counts: { ...counts }, hasMembers };
      return failure === undefined ? file : { ...file, failure };
    });
    const nests = this.#ended.filter(({ file, next }) => next > file + 1);
    return { open, next: this.#next, nests: nests.map(({ file, next }) => [file, next] as const) };
  }

  /** The innermost file that has begun and not ended. */
  get innermost(): number | undefined {
    return this.#open.at(-1)?.begin.file;
  }

  /** Number of files that have begun and not ended. */
  get open(): number {
    return this.#open.length;
  }

  /** The file on disk has ended, and with it all that is in it. */
  get isComplete(): boolean {
    return this.#next > 0 && this.#open.length === 0;
  }

  /** For a new attempt. */
  restart(): Pick<InspectOptions, 'resume'> {
    this.#reopened = 0;
    for (const file of this.#open) file.repeats = file.passed;
    if (this.#next === 0) return {};
    const failed = this.#open.flatMap(({ begin, failure }) =>
      failure === undefined ? [] : [{ file: begin.file, reason: failure }],
    );
    const resume: Resume = { ended: this.#ended, failed };
    return { resume };
  }

  /** The event to pass on, or undefined for one that was passed on before. */
  take(event: InspectEvent): InspectEvent | undefined {
    switch (event.type) {
      case 'begin':
        return this.#begin(event);
      case 'end':
        return this.#end(event);
      default:
        return this.#content(event);
    }
  }

  /**
   * After an attempt failed: the innermost file is to blame. It is listed as failed for the next attempt, which then
   * tells its size and hash. Where that cannot work (it failed before, or members of it have been told, whose numbers
   * it would give away again) it ends here and now, and the event is returned.
   */
  blame(reason: Code): End | undefined {
    const file = this.#open.at(-1);
    if (file === undefined) return undefined;
    if (file.failure === undefined && !file.hasMembers) {
      file.failure = reason;
      return undefined;
    }
    return this.close(file.failure ?? reason, 0, '');
  }

  /** Notes what `blame` of another account of the same events has found. */
  note(file: number, reason: Code): void {
    const innermost = this.#open.at(-1);
    if (innermost?.begin.file === file) innermost.failure ??= reason;
  }

  /** Ends the innermost open file without its reader. */
  close(reason: Code, bytes: number, sha256: string): End {
    const file = this.#open.pop();
    if (file === undefined) throw new HostileEvent();
    this.#markEnded(file.begin.file);
    const isPartial = file.passed > 0 || file.hasMembers;
    const status = isPartial ? 'partial' : 'unreadable';
    return {
      type: 'end',
      file: file.begin.file,
      status,
      reason: file.failure ?? reason,
      bytes,
      sha256,
      counts: file.counts,
    };
  }

  #begin(event: Begin): Begin | undefined {
    const known = this.#open[this.#reopened];
    this.#reopened += 1;
    if (known !== undefined) {
      if (known.begin.file !== event.file || known.begin.path !== event.path) throw new HostileEvent();
      return undefined;
    }
    if (event.file !== this.#next) throw new HostileEvent();
    const parent = this.#open.at(-1);
    if (parent === undefined && event.file !== 0) throw new HostileEvent();
    if (parent !== undefined) parent.hasMembers = true;
    this.#next += 1;
    this.#open.push({ begin: event, passed: 0, repeats: 0, counts: {}, hasMembers: false });
    return event;
  }

  #end(event: End): End {
    const file = this.#open.at(-1);
    if (file?.begin.file !== event.file || this.#reopened !== this.#open.length) throw new HostileEvent();
    this.#open.pop();
    this.#reopened -= 1;
    this.#markEnded(event.file);
    if (file.failure === undefined) return event;
    // The attempt that failed may have told something of the file, which this one does not know.
    const status = file.passed > 0 ? 'partial' : 'unreadable';
    return { ...event, status, reason: file.failure, counts: file.counts };
  }

  #content(event: Exclude<InspectEvent, Begin | End>): InspectEvent | undefined {
    const file = this.#open.slice(0, this.#reopened).find(({ begin }) => begin.file === event.file);
    if (file === undefined) throw new HostileEvent();
    if (file.repeats > 0) {
      file.repeats -= 1;
      return undefined;
    }
    file.passed += 1;
    if (event.type === 'findings') tally(file.counts, event.findings);
    return event;
  }

  /** One entry for a whole subtree: the entries of its members are not needed any more. */
  #markEnded(file: number): void {
    while ((this.#ended.at(-1)?.file ?? -1) > file) this.#ended.pop();
    this.#ended.push({ file, next: this.#next });
  }
}

/** All files that began are open or have ended, so that those without files in them need not be kept. */
function endedOf({ open, next, nests }: Told): { file: number; next: number }[] {
  const isOpen = new Set(open.map(({ begin }) => begin.file));
  const behind = new Map(nests);
  const ended: { file: number; next: number }[] = [];
  for (let file = 0; file < next; ) {
    if (isOpen.has(file)) {
      file += 1;
      continue;
    }
    const after = behind.get(file) ?? file + 1;
    ended.push({ file, next: after });
    file = after;
  }
  return ended;
}

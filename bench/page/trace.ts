/** Work of a thread in one piece. */
export interface Task {
  /** From its beginning to its end. */
  readonly milliseconds: number;
  /** Of them those in which a core worked on it: the rest it waited for other programs of the machine. */
  readonly worked: number;
  /** What most of it was, as Chromium names it. */
  readonly of: string;
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const isWhole = ({ ph, dur }: Event): boolean => ph === 'X' && dur !== undefined;

/** Tasks of the main thread that drew the page, those with the most work first, out of a trace of Chromium. */
export function heaviestTasks(trace: Buffer, count = 5): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly Event[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const busyness = (main: Event): number =>
    traceEvents.filter(({ pid, tid, name }) => pid === main.pid && tid === main.tid && name === 'FunctionCall').length;
  const main = mains.toSorted((a, b) => busyness(b) - busyness(a))[0];
  if (main === undefined) throw new Error('the trace names no main thread of a page');
  const own = traceEvents.filter((event) => event.pid === main.pid && event.tid === main.tid && isWhole(event));
  const tasks = own.filter(({ name }) => name.endsWith('RunTask') || name === 'ThreadControllerImpl::RunTask');
  if (tasks.length === 0) throw new Error('the trace has no task of the main thread');
  return tasks
    .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .slice(0, count)
    .map(({ ts, dur = 0, tdur = 0 }) => {
      const inside = own.filter((event) => event.ts > ts && event.ts < ts + dur && !event.name.endsWith('RunTask'));
      const largest = inside.toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0))[0];
      return { milliseconds: dur / 1000, worked: tdur / 1000, of: largest?.name ?? 'itself' };
    });
}

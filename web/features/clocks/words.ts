import type { Got } from '../../api/contract.ts';

type Answer = Got<'clocks.list'>;
export type Clock = Answer['clocks'][number];
export type Candidate = Answer['candidates'][number];
export type ClockState = Clock['state'];

const soonMilliseconds = 24 * 3_600_000;

/** The state at this moment: an answer that was got an hour ago may be over now. */
export function stateAt({ due }: Pick<Clock, 'due'>, now: number): ClockState {
  if (due === null) return 'not-started';
  const left = Date.parse(due) - now;
  return left <= 0 ? 'overdue' : left < soonMilliseconds ? 'due-soon' : 'running';
}

export const states: Readonly<Record<ClockState, { readonly label: string; readonly color: string }>> = {
  'not-started': { label: 'Not started', color: 'gray' },
  running: { label: 'Running', color: 'gray' },
  'due-soon': { label: 'Due soon', color: 'yellow' },
  overdue: { label: 'Overdue', color: 'red' },
};

/** `50 h 12 min left`, `3 h over`: to the minute below a day, since every hour counts. */
export function leftOf(due: string, now: number): string {
  const milliseconds = Date.parse(due) - now;
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [...(hours > 0 ? [`${hours} h`] : []), ...(hours < 24 ? [`${rest} min`] : [])];
  return `${hours < 240 ? parts.join(' ') : `${Math.floor(hours / 24)} days`} ${milliseconds <= 0 ? 'over' : 'left'}`;
}

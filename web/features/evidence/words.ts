import type { Got } from '../../api/contract.ts';
import { percent } from '../../ui/figures.ts';

export type Item = Got<'evidence.list'>['items'][number];
export type ShownItem = Got<'evidence.show'>;
export type ItemState = Item['state'];
export type Run = Got<'runs.show'>;
export type Role = Got<'incidents.show'>['own']['role'];

export const states: Readonly<Record<ItemState, string>> = {
  uploading: 'On its way',
  complete: 'Complete',
  abandoned: 'Abandoned',
};

export type Searched = keyof Got<'impact.show'>['items'];
export const searches: Readonly<Record<Searched, string>> = {
  whole: 'To the end',
  sample: 'In part',
  waiting: 'Waiting',
  notSearched: 'Not searched',
  uploading: 'On its way',
  sealedOff: 'Sealed off',
};

export const sealings: Readonly<Record<'illegal' | 'classified', string>> = {
  illegal: 'Illegal to hold or look at',
  classified: 'Classified',
};

/** Unknown is told as unknown: an item without a run that one sees is not called searched. */
export function inspectionOf(item: Pick<Item, 'state' | 'sealedOff'>, run: Run | undefined): string {
  if (item.sealedOff !== null) return 'Sealed off, not inspected';
  if (item.state !== 'complete') return 'Not inspected yet';
  if (run === undefined) return 'Inspection not known';
  switch (run.state) {
    case 'queued':
      return 'Waits for inspection';
    case 'running':
      return `Being inspected, ${percent(run.bytesRead, run.bytes)}`;
    case 'complete':
      // What is protected, broken or of no known format was gone through as well, and may hold anything.
      return Object.keys(run.reasons).length === 0 ? 'Inspected' : 'Inspected, not all read';
    case 'failed':
      return 'Inspection failed';
    default:
      return run.stage === null ? 'Inspection stopped' : 'Stopped, a sample is there';
  }
}

export type { Buckets } from './buckets.ts';
export type { NamelessFile } from './file.ts';
export type { Log } from './log.ts';
export type { Sorter } from './sorter.ts';
export { type SpillInit, type SpillStore, openSpill } from './store.ts';

export { corpusKinds, csvCells, writeCorpus } from './corpus.ts';
export { largeCustomers } from './large.ts';
export type { Country } from './words/list.ts';
export { groupOf, type RangeSummary, writeRange } from './write.ts';

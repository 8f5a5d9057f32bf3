export { largeCustomers } from './large.ts';
export { type RangeSummary, writeRange } from './write.ts';

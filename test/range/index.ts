export { type LargeRequest, type LargeSummary, largeCustomers } from './large.ts';
export { type RangeRequest, type RangeSummary, writeRange } from './write.ts';

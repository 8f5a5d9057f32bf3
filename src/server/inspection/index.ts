export { type OpenIndex, openIndex } from './known-values.ts';
export { FileNumbers } from './file-numbers.ts';
export { type Inspected, type Inspection, type InspectionInit, openInspection } from './inspection.ts';
export { hashRules } from './jobs/rules-hash.ts';
export { defaultLimits } from './limits.ts';
export { openPreviews, type Previews } from './preview/previews.ts';
export { rosterRecords } from './roster-records.ts';
export { shippedLabels, shippedRules } from './sources.ts';
export { joinAsWorker, type JoinRequest, openWorker, type Worker, type WorkerInit } from './worker-door.ts';

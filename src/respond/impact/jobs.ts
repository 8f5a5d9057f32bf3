import { jobKind } from '#platform/jobs';

/** Inspects the bytes of a run. */
export const inspectJob = jobKind('inspect', ['incident', 'run']);
/** Counts the persons of an incident anew. */
export const countJob = jobKind('count', ['incident']);

/** One run is worked on once, and one count that waits is enough. */
export const inspectKey = (run: string): string => `inspect:${run}`;
export const countKey = (incident: string): string => `count:${incident}`;

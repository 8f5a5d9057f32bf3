import type { Format } from '../contract.ts';
import { extractEventLog, logSignature } from '../logs/event-log.ts';

/** Event logs of Windows since Vista: who logged on from where, what was run, what programs wrote there. */
export const format: Format = {
  id: 'evtx',
  mediaType: 'application/x-ms-evtx',
  runs: 'sandbox',
  detect: ({ bytes }) => (logSignature.equals(bytes.subarray(0, logSignature.length)) ? 0.97 : 0),
  extract: extractEventLog,
};

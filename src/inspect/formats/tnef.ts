import { asBuffer } from '../archives/window.ts';
import type { Format } from '../contract.ts';
import { readTnef } from '../outlook/tnef.ts';
import { tnefSignature } from '../outlook/tnef-attributes.ts';

/** What Outlook wraps a message in for others of its kind: `winmail.dat`. */
export const format: Format = {
  id: 'tnef',
  mediaType: 'application/vnd.ms-tnef',
  runs: 'sandbox',
  detect: ({ bytes }) => (bytes.length >= 6 && asBuffer(bytes).readUInt32LE(0) === tnefSignature ? 0.95 : 0),
  extract: readTnef,
};

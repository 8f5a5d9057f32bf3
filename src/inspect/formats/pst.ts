import { asBuffer } from '../archives/window.ts';
import type { Format } from '../contract.ts';
import { isStore } from '../outlook/store/layout.ts';
import { extractStore } from '../outlook/store/reader.ts';

/** Mailboxes of Outlook: personal folders (PST), what it keeps of a server (OST), address books (PAB). */
export const format: Format = {
  id: 'pst',
  mediaType: 'application/vnd.ms-outlook-pst',
  runs: 'sandbox',
  detect: ({ bytes }) => (isStore(asBuffer(bytes)) ? 0.97 : 0),
  extract: extractStore,
};

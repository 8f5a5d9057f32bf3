import { CalendarReader } from '../cards/calendar-reader.ts';
import type { Format } from '../contract.ts';
import { openText } from '../text/opening.ts';

export const format: Format = {
  id: 'ics',
  mediaType: 'text/calendar',
  runs: 'sandbox',
  detect: ({ text }) => (text !== undefined && /^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text.slice(0, 4096)) ? 0.95 : 0),
  async extract(input, sink) {
    const reader = new CalendarReader(sink);
    for await (const text of openText(input, sink)) await reader.push(text);
    await reader.end();
  },
};

import type { ColumnDates } from './column-dates.ts';
import type { Places } from './reader.ts';
import { readDay } from './written-day.ts';

const sent = /^(?:date|delivery-date):[ \t]*([^\r\n]{6,60})/imu;
const others = /^(?:from|to|subject|received|message-id):/imu;

/** When a mail was sent. False where the text is no header of a mail, but of a page. */
export function readMailHeader(text: string, dates: ColumnDates, at: Places): boolean {
  const match = sent.exec(text);
  if (match === null) return others.test(text);
  const value = match[1] ?? '';
  const stated = readDay(value);
  const from = match.index + match[0].length - value.length;
  if (stated !== undefined && at.isOurs(from)) dates.stated(stated, () => at.of(from, from + value.length));
  return true;
}

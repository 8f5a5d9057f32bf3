import type { Field } from './card.ts';
import { momentOf, type Property, unescaped } from './content-line.ts';

const labels = new Map([
  ['SUMMARY', 'summary'],
  ['DESCRIPTION', 'description'],
  ['LOCATION', 'location'],
  ['DTSTART', 'start'],
  ['DTEND', 'end'],
  ['DUE', 'due'],
  ['DTSTAMP', 'stamp'],
  ['CREATED', 'created'],
  ['LAST-MODIFIED', 'last modified'],
  ['COMPLETED', 'completed'],
  ['COMMENT', 'comment'],
  ['CONTACT', 'contact'],
  ['CATEGORIES', 'categories'],
  ['RESOURCES', 'resources'],
  ['URL', 'web page'],
  ['UID', 'UID'],
  ['ATTACH', 'attachment'],
]);
/** Settings, repetitions and states: they tell nothing of anyone. */
const technical =
  /^(?:VERSION|PRODID|CALSCALE|METHOD|SEQUENCE|TRANSP|STATUS|CLASS|PRIORITY|RRULE|RDATE|EXDATE|ACTION|TRIGGER|TZ.*|DURATION|REPEAT|RECURRENCE-ID|X-MICROSOFT-(?!SKYPE|ONLINE).*|X-APPLE-(?!STRUCTURED).*|ACKNOWLEDGED|PERCENT-COMPLETE|FREEBUSY|BEGIN|END)$/;

/** The field that a property of an event gives; undefined where it says nothing, or names a person (see `personOf`). */
export function eventField({ name, value }: Property): Field | undefined {
  if (technical.test(name)) return undefined;
  const text = momentOf(unescaped(value));
  return text === '' ? undefined : { label: labels.get(name) ?? name.toLowerCase().replace(/^x-/, ''), text };
}

/** Whoever calls or takes part (RFC 5545, 3.8.4): a record of its own, so that guests are not taken for one person. */
export function personOf({ name, parameters, value }: Property): Field[] | undefined {
  if (name !== 'ORGANIZER' && name !== 'ATTENDEE') return undefined;
  const common = parameters.get('CN') ?? '';
  const address = (parameters.get('EMAIL') ?? unescaped(value)).replace(/^mailto:/i, '');
  const fields = [
    { label: 'full name', text: common },
    { label: address.includes('@') ? 'email' : 'address', text: address },
    { label: 'on behalf of', text: (parameters.get('SENT-BY') ?? '').replace(/^mailto:/i, '') },
  ];
  return fields.filter(({ text }) => text !== '');
}

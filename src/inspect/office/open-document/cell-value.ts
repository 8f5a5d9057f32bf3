import { showNumber } from '../number-format.ts';
import { type Attributes, attribute } from '../xml.ts';

const wholeDay = /T00:00:00(\.0+)?$/;

/**
 * What a cell holds, given how it is shown. Dates and times are ISO 8601 as in all sheets; a number is as it is shown
 * where that has all its digits (leading zeros, spaces of telephone numbers), else in full: a narrow column shows
 * `1.23E+15` or `###`.
 */
export function cellValue(attributes: Attributes, shown: string): string {
  switch (attribute(attributes, 'value-type')) {
    case 'date':
      return attribute(attributes, 'date-value')?.replace(wholeDay, '') ?? shown;
    case 'time':
      return timeOfDay(attribute(attributes, 'time-value')) ?? shown;
    case 'float':
    case 'currency':
    case 'percentage':
      return numberOf(attribute(attributes, 'value') ?? '', shown);
    case 'boolean':
      return shown === '' ? (attribute(attributes, 'boolean-value') ?? '').toUpperCase() : shown;
    default:
      return shown === '' ? (attribute(attributes, 'string-value') ?? attribute(attributes, 'formula') ?? '') : shown;
  }
}

function numberOf(value: string, shown: string): string {
  if (value === '') return shown;
  const plain = showNumber(value, { kind: 'number' }, false);
  const digits = shown.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return digits === plain && !/[a-z]/i.test(shown) ? shown : plain;
}

/** `PT14H05M00S` as `14:05:00`; what is longer than a day stays as it is. */
function timeOfDay(duration: string | undefined): string | undefined {
  const found = /^PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$/.exec(duration ?? '');
  if (found === null) return duration;
  return found
    .slice(1)
    .map((part) => part.padStart(2, '0'))
    .join(':');
}

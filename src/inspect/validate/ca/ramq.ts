import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/** Québec health insurance number: four letters of the name, YYMMDD (women + 50 to the month), two digits. Source: https://www.ramq.gouv.qc.ca */
export const ramq = numberOf({
  country: 'CA',
  form: /^[A-Z]{4}\d{8}$/,
  detail: 'date of birth holds',
  checked: false,
  holds: (number) => {
    const month = Number(number.slice(6, 8));
    return dayExistsInShortYear(
      Number(number.slice(8, 10)),
      month > 50 ? month - 50 : month,
      Number(number.slice(4, 6)),
    );
  },
});

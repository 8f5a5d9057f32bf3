import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/** Mauritian identity number: letter of the family name, DDMMYY, six digits, check character modulo 17. Source: National Identity Card Act 1985; https://mnis.govmu.org */
export const mauritianId = numberOf({
  country: 'MU',
  form: /^[A-Z]\d{12}[\dA-Z]$/,
  detail: 'date of birth and check (mod 17) hold',
  holds: (number) => {
    if (!dayExistsInShortYear(Number(number.slice(1, 3)), Number(number.slice(3, 5)), Number(number.slice(5, 7))))
      return false;
    let sum = 0;
    for (let at = 0; at < 13; at++) sum += (14 - at) * Number.parseInt(number.charAt(at), 36);
    return Number.parseInt(number.charAt(13), 36) === (17 - (sum % 17)) % 17;
  },
});

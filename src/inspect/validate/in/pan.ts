import { numberOf } from '../numbers/define.ts';

/** Permanent account number of a person: the fourth letter is P. Its check letter is not published. Source: https://incometaxindia.gov.in */
export const pan = numberOf({
  country: 'IN',
  form: /^[A-Z]{3}P[A-Z](?!0000)\d{4}[A-Z]$/,
  detail: 'is of a person by its fourth letter',
  checked: false,
});

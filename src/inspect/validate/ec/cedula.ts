import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Ecuadorian cédula: province (01 to 24, 30 abroad), a digit below 6, Luhn; a RUC of a person has 001 behind it. Source: https://www.registrocivil.gob.ec; https://www.sri.gob.ec */
export const ecuadorianCedula = numberOf({
  country: 'EC',
  form: /^(?:0[1-9]|1\d|2[0-4]|30)[0-5]\d{7}(?:00[1-9])?$/,
  detail: 'province and check digit (Luhn) hold',
  holds: (number) => luhnHolds(number.slice(0, 10)),
});

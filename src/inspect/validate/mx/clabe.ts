import { numberOf } from '../numbers/define.ts';

/**
 * Mexican CLABE: three digits of the bank, three of the place, eleven of the account, check digit of the weights 3, 7, 1, each product
 * modulo 10. Source: Asociación de Bancos de México, https://www.banxico.org.mx/cep-scl/
 */
export const clabe = numberOf({
  country: 'MX',
  form: /^(?!000)\d{18}$/,
  detail: 'check digit holds',
  holds: (digits) => {
    let sum = 0;
    for (let at = 0; at < 17; at++) sum += (Number(digits[at]) * (at % 3 === 0 ? 3 : at % 3 === 1 ? 7 : 1)) % 10;
    return (10 - (sum % 10)) % 10 === Number(digits[17]);
  },
});

import { numberOf } from '../numbers/define.ts';

/**
 * Number of the Portuguese citizen card: eight digits, check digit, version, check digit of all by Luhn with letters from
 * 10 on. Source: Cartão de Cidadão, validação de número de documento; https://www.autenticacao.gov.pt
 */
export const cartaoCidadao = numberOf({
  country: 'PT',
  form: /^\d{9}[0-9A-Z]{2}\d$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => {
    let sum = 0;
    for (let at = 0; at < 12; at++) {
      const value = Number.parseInt(number.charAt(at), 36) * (at % 2 === 0 ? 2 : 1);
      sum += value > 9 && at % 2 === 0 ? value - 9 : value;
    }
    return sum % 10 === 0;
  },
});

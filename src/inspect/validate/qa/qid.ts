import { numberOf } from '../numbers/define.ts';

/** Qatari identity number: century (2 or 3), year, country of ISO 3166 as a number, five digits. Source: Law No. 5 of 1965; https://portal.moi.gov.qa */
export const qid = numberOf({
  country: 'QA',
  form: /^[23]\d{2}[0-8]\d{2}\d{5}$/,
  detail: 'century and country hold',
  checked: false,
});

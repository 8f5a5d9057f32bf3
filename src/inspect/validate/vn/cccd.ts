import { numberOf } from '../numbers/define.ts';

/** Vietnamese identity number: province (001 to 096), sex and century, year, six digits. No check digit. Source: Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 59/2021/TT-BCA */
export const cccd = numberOf({
  country: 'VN',
  form: /^0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}$/,
  detail: 'province and century hold',
  checked: false,
});

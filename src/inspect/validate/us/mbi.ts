import { numberOf } from '../numbers/define.ts';

/** US Medicare beneficiary identifier: eleven places, each a digit or a letter but S L O I B Z. No check digit. Source: https://www.cms.gov, Understanding the MBI Format */
export const mbi = numberOf({
  country: 'US',
  form: /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/,
  detail: 'every place is of its kind',
});

import { egyptianId } from '../eg/national-id.ts';
import { mauritianId } from '../mu/nid.ts';
import { rwandanId } from '../rw/national-id.ts';
import { nida } from '../tz/nida.ts';
import { southAfricanId } from '../za/id.ts';
import { southAfricanTax } from '../za/tax.ts';
import type { Validator } from '../validator.ts';

/** Checks of the identifiers of persons of Africa, by the names that rules use. */
export const africa: Readonly<Record<string, Validator>> = {
  'eg-national-id': egyptianId,
  'mu-nid': mauritianId,
  'rw-national-id': rwandanId,
  'tz-nida': nida,
  'za-id': southAfricanId,
  'za-tax': southAfricanTax,
};

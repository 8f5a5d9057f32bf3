import type { Validation } from '../validator.ts';
import { countryOfIssuer } from './issuers.ts';
import { readZone } from './zone.ts';

const documents = { passport: 'passport', card: 'identity card', visa: 'visa' } as const;

/**
 * Machine-readable zone of a travel document: two or three lines. Those of which half the check digits fail, as where a scan was
 * read badly, are none.
 */
export function machineReadable(match: string): Validation | undefined {
  const zone = readZone(match);
  if (zone === undefined || zone.number === '' || zone.familyName === '' || zone.holding * 2 < zone.checks)
    return undefined;
  const { kind, holding, checks } = zone;
  const country = countryOfIssuer(zone.issuer);
  const all = holding === checks;
  return {
    normal: zone.number,
    checked: all,
    detail: `${documents[kind]}, ${all ? 'all check digits hold' : `${holding} of ${checks} check digits hold`}`,
    ...(country !== undefined && { country }),
  };
}

import { nationalId } from '../people/identifiers.ts';
import type { Random } from '../random.ts';
import type { NationalKind } from '../words/headers/keys.ts';

/** An identifier of the kind that its check, or the ranges that were ever issued, refuse. */
export function brokenId(kind: NationalKind, random: Random): string {
  if (kind === 'us-ssn') return `${random.pick(['000', '666'])}-${random.int(10, 99)}-${random.int(1000, 9999)}`;
  if (kind === 'us-itin') return `9${random.digits(2)}-${random.int(10, 49)}-${random.digits(4)}`;
  const holder = {
    given: 'Robin',
    family: 'Morel',
    sex: 'male',
    birth: { year: random.int(1940, 2000), month: random.int(1, 12), day: random.int(1, 28) },
  } as const;
  const value = nationalId(kind, holder, random);
  if (kind === 'gb-nino') return `${random.pick(['BG', 'GB', 'NK', 'DF', 'QV'])}${value.slice(2)}`;
  const last = value.at(-1) ?? '';
  if (/\d/.test(last)) return value.slice(0, -1) + ((Number(last) + random.int(1, 9)) % 10);
  const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';
  return value.slice(0, -1) + random.pick([...letters].filter((letter) => letter !== last));
}

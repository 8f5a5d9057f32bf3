import type { Random } from '../random.ts';
import type { NationalKind } from '../words/headers/keys.ts';
import type { Country } from '../words/list.ts';
import type { Day, Relation } from './person.ts';

export function relationOf(random: Random): Relation {
  const at = random.float();
  if (at < 0.45) return 'customer';
  if (at < 0.6) return 'former-customer';
  if (at < 0.72) return 'employee';
  if (at < 0.77) return 'former-employee';
  return at < 0.91 ? 'prospect' : 'partner';
}

export function birthOf(random: Random, youngest: number, oldest: number): Day {
  return { year: 2025 - random.int(youngest, oldest), month: random.int(1, 12), day: random.int(1, 28) };
}

export function nationalKindsOf(country: Country, random: Random): readonly NationalKind[] {
  if (country === 'US') return random.chance(0.12) ? ['us-itin'] : ['us-ssn'];
  if (country === 'ES') return random.chance(0.15) ? ['es-nie'] : ['es-dni'];
  if (country === 'GB') return ['gb-nino', 'gb-nhs'];
  if (country === 'DE') return ['de-idnr', 'de-rvnr'];
  return country === 'FR' ? ['fr-nir', 'fr-spi'] : ['it-cf'];
}

export function passwordOf(random: Random): string {
  const stem = random.pick([
    'sommer',
    'Liverpool',
    'qwerty',
    'Schatz',
    'amour',
    'Juventus',
    'princesa',
    'dragon',
    'Passat',
    'sunshine',
    'Bella',
    'tigre',
    'Monkey',
    'hallo',
  ]);
  return random.pick([
    () => `${stem}${random.int(1, 9999)}`,
    () => `${stem}${random.pick(['!', '#', '?', '$', '*'])}${random.int(10, 99)}`,
    () => random.chars('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', random.int(8, 14)),
    () =>
      `${random.chars('abcdefghijkmnpqrstuvwxyz', 4)}-${random.chars('ABCDEFGHJKLMNPQRSTUVWXYZ', 4)}-${random.digits(4)}`,
  ])();
}

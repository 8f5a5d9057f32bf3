/** Groups of countries that laws of the Union name. */
export const groups = ['eu', 'eea'] as const;

/**
 * The countries of the EEA, each with the zone of its supervisory authority. All their offsets are whole hours, so that
 * hours begin at the same instants in all of them.
 */
export const eeaZones: ReadonlyMap<string, string> = new Map([
  ['AT', 'Europe/Vienna'],
  ['BE', 'Europe/Brussels'],
  ['BG', 'Europe/Sofia'],
  ['HR', 'Europe/Zagreb'],
  ['CY', 'Asia/Nicosia'],
  ['CZ', 'Europe/Prague'],
  ['DK', 'Europe/Copenhagen'],
  ['EE', 'Europe/Tallinn'],
  ['FI', 'Europe/Helsinki'],
  ['FR', 'Europe/Paris'],
  ['DE', 'Europe/Berlin'],
  ['GR', 'Europe/Athens'],
  ['HU', 'Europe/Budapest'],
  ['IE', 'Europe/Dublin'],
  ['IT', 'Europe/Rome'],
  ['LV', 'Europe/Riga'],
  ['LT', 'Europe/Vilnius'],
  ['LU', 'Europe/Luxembourg'],
  ['MT', 'Europe/Malta'],
  ['NL', 'Europe/Amsterdam'],
  ['PL', 'Europe/Warsaw'],
  ['PT', 'Europe/Lisbon'],
  ['RO', 'Europe/Bucharest'],
  ['SK', 'Europe/Bratislava'],
  ['SI', 'Europe/Ljubljana'],
  ['ES', 'Europe/Madrid'],
  ['SE', 'Europe/Stockholm'],
  ['IS', 'Atlantic/Reykjavik'],
  ['LI', 'Europe/Vaduz'],
  ['NO', 'Europe/Oslo'],
]);

const efta: ReadonlySet<string> = new Set(['IS', 'LI', 'NO']);

/** Whether a country is one of those that a law names: itself, by its group, or as any. */
export function isAmong(country: string, named: readonly string[]): boolean {
  return named.some(
    (one) =>
      one === country ||
      one === 'any' ||
      (one === 'eea' && eeaZones.has(country)) ||
      (one === 'eu' && eeaZones.has(country) && !efta.has(country)),
  );
}

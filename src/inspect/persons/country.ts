/**
 * Codes that stand for a country which has another one in ISO 3166-1: reserved there or used by the European Union (EL, UK)
 * and the customs (EA, IC), or withdrawn with one successor (ISO 3166-3). States that were divided (AN, CS, SU, YU) have none:
 * where somebody lives today is not known by them.
 */
const others: Readonly<Record<string, string>> = {
  BU: 'MM',
  DD: 'DE',
  DY: 'BJ',
  EA: 'ES',
  EL: 'GR',
  FX: 'FR',
  HV: 'BF',
  IC: 'ES',
  NH: 'VU',
  TP: 'TL',
  UK: 'GB',
  VD: 'VN',
  YD: 'YE',
  ZR: 'CD',
};

/** Two letters that ISO 3166-1 leaves to its users, and by which files say that they do not know: all but Kosovo's. */
const noCountry = /^(?:AA|Q[M-Z]|X[A-JL-Z]|ZZ)$/u;

/** The one code of a country, so that it is counted once; undefined where the letters are none of a country. */
export function countryOf(code: string): string | undefined {
  return noCountry.test(code) ? undefined : (others[code] ?? code);
}

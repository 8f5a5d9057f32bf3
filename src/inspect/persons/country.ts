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

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** What Unicode names (CLDR) and is no country of ISO 3166-1. Kosovo's XK is in use everywhere, and stays. */
const noCountries: ReadonlySet<string> = new Set('AC CP CQ DG EU EZ QO TA UN XA XB ZZ'.split(' '));
/** What was said, by its letters: every person asks. */
const known = new Map<string, string | undefined>();

/**
 * The one code of a country, so that it is counted once; undefined where the letters are none of a country, as those of many
 * states of the USA are.
 *
 * @param code two capital letters
 */
export function countryOf(code: string): string | undefined {
  if (known.has(code)) return known.get(code);
  const one = others[code] ?? code;
  const isCountry = /^[A-Z]{2}$/u.test(one) && !noCountries.has(one) && regions.of(one) !== undefined;
  known.set(code, isCountry ? one : undefined);
  return known.get(code);
}

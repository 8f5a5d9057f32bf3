import fc from 'fast-check';
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { dialledIn, planCountry } from './phone-plans.ts';

describe('planCountry', () => {
  it('knows the example of every country, as the library does', () => {
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples)?.number;
      if (number !== undefined)
        expect([number, planCountry(number)]).toEqual([number, parsePhoneNumberFromString(number)?.country]);
    }
  });

  it('never accepts what the library refuses', () => {
    const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
    const number = fc
      .tuple(fc.constantFrom(...codes), fc.stringMatching(/^\d{4,12}$/))
      .map(([code, rest]) => `+${code}${rest}`);
    fc.assert(
      fc.property(
        number,
        (e164) => planCountry(e164) === undefined || parsePhoneNumberFromString(e164)?.isValid() === true,
      ),
      { numRuns: 50_000 },
    );
  });

  it('says nothing of a number that may begin with a prefix', () => {
    expect(planCountry('+3758100000000')).toBeUndefined();
    expect(planCountry('+375294911911')).toBe('BY');
  });

  it.each([
    ['DE', '03090182000', '+493090182000'],
    ['FR', '0612345678', '+33612345678'],
    ['IT', '0612345678', '+390612345678'],
    ['ES', '612345678', '+34612345678'],
    ['GB', '02079460958', '+442079460958'],
    ['US', '12025550123', '+12025550123'],
    ['US', '2025550123', '+12025550123'],
    ['DE', '00000000000', undefined],
  ])('in %s the digits %s are %s', (country, digits, e164) => {
    expect(dialledIn(country, digits)).toBe(e164);
  });
});

import type { Concept } from '../contract.ts';
import { type Validator, validatorNamed } from '../validate/index.ts';

/** A number that carries a check: its form, and one in how many random numbers of that form passes. */
interface Kind {
  readonly concept: Concept;
  readonly form: RegExp;
  readonly validate: Validator | undefined;
  readonly oneIn: number;
}

/** Of kinds without a check digit. */
const unchecked = 5;

const kind = (concept: Concept, validator: string, oneIn: number, form: RegExp): Kind => ({
  concept,
  form,
  validate: validatorNamed(validator),
  oneIn,
});

const kinds: readonly Kind[] = [
  kind('payment-card', 'payment-card', 10, /^\d{4}(?:[ -]?\d{2,6}){2,4}$/u),
  kind('iban', 'iban', 97, /^[A-Z]{2}\d{2}(?: ?[\dA-Z]){11,30}$/iu),
  kind('tax-id', 'it-codice-fiscale', 26, /^[A-Z]{6}[\dA-Z]{2}[A-Z][\dA-Z]{2}[A-Z][\dA-Z]{3}[A-Z]$/iu),
  kind('national-id', 'es-dni', 23, /^\d{2}\.?\d{3}\.?\d{3}[ -]?[A-Z]$/iu),
  kind('national-id', 'es-nie', 23, /^[XYZ][ -]?\d{7}[ -]?[A-Z]$/iu),
  kind('health-id', 'gb-nhs', 11, /^\d{3}([ -]?)\d{3}\1\d{4}$/u),
  kind('tax-id', 'de-idnr', 10, /^\d{2}(?: ?\d{3}){3}$/u),
  kind('tax-id', 'fr-spi', 511, /^[0-3]\d(?: ?\d{2}(?: ?\d{3}){3}|\d{11})$/u),
  kind('social-security-id', 'de-rvnr', 10, /^\d{2} ?\d{6} ?[A-Z] ?\d{3}$/iu),
  kind('social-security-id', 'fr-nir', 97, /^[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d$/iu),
  // No check, but a form that hardly anything else has: taken for one in five.
  kind('social-security-id', 'us-ssn', unchecked, /^\d{3}-\d{2}-\d{4}$/u),
  kind('social-security-id', 'gb-nino', unchecked, /^[A-Z]{2}(?: ?\d{2}){3} ?[A-D]$/iu),
];

/** One wrong guess in so many tables whose numbers pass by chance. */
const surely = 10_000;
const passing = 0.8;

/**
 * What the values are by their check digits, whatever stands above them; undefined where too few pass for chance to be
 * ruled out. Forms are tried on all values and checks on those that fit, so other columns cost one regex a value.
 */
export function checkedConcept(values: readonly string[]): Concept | undefined {
  const all = values.map((value) => value.trim()).filter((value) => value !== '');
  const tallies = new Map<Concept, { passed: number; odds: number }>();
  for (const { concept, form, validate, oneIn } of kinds) {
    const fitting = all.filter((value) => form.test(value));
    if (fitting.length === 0 || validate === undefined) continue;
    const passed = fitting.filter((value) =>
      oneIn === unchecked ? validate(value) !== undefined : validate(value)?.checked === true,
    );
    const tally = tallies.get(concept) ?? { passed: 0, odds: 1 };
    tally.passed += passed.length;
    tally.odds *= oneIn ** new Set(passed).size;
    tallies.set(concept, tally);
  }
  for (const [concept, { passed, odds }] of tallies) {
    if (passed >= passing * all.length && odds >= surely) return concept;
  }
  return undefined;
}

import { fail } from '#platform/errors';
import type { AllowList, Element } from '../contract.ts';
import { unsafeIn } from '../rules/safety.ts';
import type { Hit } from './candidate.ts';

/** In these each character counts: `192.0.2.1` is not `19.20.2.1`, and what differs by case or a hyphen is another secret. */
const literal: ReadonlySet<Element> = new Set([
  'ip-address',
  'date-of-birth',
  'password',
  'password-hash',
  'private-key',
  'access-token',
] satisfies Element[]);

/** Whether a hit is of a value that is never reported. */
export type Allowed = (hit: Hit, text: string) => boolean;

/**
 * Compares whole values: those of numbers without blanks, hyphens, points and strokes, secrets, dates and IP
 * addresses as they are, all else without case. Throws `allow-invalid` for a pattern that cannot be read or can run away, which the text of a leak would then make it do.
 */
export function compileAllowList({ values, patterns }: AllowList): Allowed {
  const exact = new Set(values);
  const alike = new Set(values.map(plain));
  const whole = patterns.map((pattern, at) => compile(pattern, at + 1));
  return (hit, text) => {
    const value = text.slice(hit.start, hit.end).trim();
    if (exact.has(value) || whole.some((regex) => regex.test(value))) return true;
    if (literal.has(hit.element)) return false;
    return alike.has(plain(value)) || alike.has(plain(hit.normal));
  };
}

const number = /^[A-Za-z0-9+()\s./-]*$/;
const digits = /(?:\d[^\d]*){4}/;

function plain(value: string): string {
  const isNumber = number.test(value) && digits.test(value);
  return (isNumber ? value.replaceAll(/[\s./()-]/g, '') : value).toLowerCase();
}

function compile(pattern: string, place: number): RegExp {
  const where = `pattern ${place}`;
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return fail('allow-invalid', `${where} is not a regular expression`);
  }
  const unsafe = unsafeIn(pattern, 'u');
  return unsafe === undefined ? regex : fail('allow-invalid', `${where} ${unsafe}`);
}

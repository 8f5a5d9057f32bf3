import { fail } from '#platform/errors';
import type { AllowList } from '../contract.ts';
import { unsafeIn } from '../rules/safety.ts';
import { isLiteral, plain } from './alike.ts';
import { createValueNames } from './baseline.ts';
import type { Hit } from './candidate.ts';

/** Whether a hit is of a value that is never reported. */
export type Allowed = (hit: Hit, text: string) => boolean;

/**
 * Compares whole values: those of numbers without blanks, hyphens, points and strokes, secrets, dates and IP
 * addresses as they are, all else without case. Throws `allow-invalid` for a pattern that cannot be read or can run away, which the text of a leak would then make it do.
 */
export function compileAllowList({ values, patterns, baseline }: AllowList): Allowed {
  const exact = new Set(values);
  const alike = new Set(values.map(plain));
  const names = new Set(baseline?.names);
  const nameOf = baseline === undefined ? undefined : createValueNames(Buffer.from(baseline.key, 'hex'));
  const whole = patterns.map((pattern, at) => compile(pattern, at + 1));
  return (hit, text) => {
    const value = text.slice(hit.start, hit.end).trim();
    if (exact.has(value) || whole.some((regex) => regex.test(value))) return true;
    if (nameOf !== undefined && names.has(nameOf(hit.element, value))) return true;
    if (isLiteral(hit.element)) return false;
    return alike.has(plain(value)) || alike.has(plain(hit.normal));
  };
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

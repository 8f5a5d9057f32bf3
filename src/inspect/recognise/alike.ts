import type { Element } from '../contract.ts';

/** In these each character counts: `192.0.2.1` is not `19.20.2.1`, and what differs by case or a hyphen is another secret. */
const literal: ReadonlySet<Element> = new Set([
  'ip-address',
  'date-of-birth',
  'password',
  'password-hash',
  'private-key',
  'access-token',
] satisfies Element[]);

export function isLiteral(element: Element): boolean {
  return literal.has(element);
}

const number = /^[A-Za-z0-9+()\s./-]*$/;
const digits = /(?:\d[^\d]*){4}/;

/** A value without what people write it with: numbers without blanks, hyphens, points and strokes, all without case. */
export function plain(value: string): string {
  const isNumber = number.test(value) && digits.test(value);
  return (isNumber ? value.replaceAll(/[\s./()-]/g, '') : value).toLowerCase();
}

/** The same for all ways to write one value of an element. */
export function alike(element: Element, value: string): string {
  return isLiteral(element) ? value : plain(value);
}

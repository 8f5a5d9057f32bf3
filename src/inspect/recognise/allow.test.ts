import { describe, expect, it } from 'vitest';
import type { Element } from '../contract.ts';
import { compileAllowList } from './allow.ts';
import type { Hit } from './candidate.ts';

const lists = {
  values: [
    '4242 4242 4242 4242',
    'Test@Hafenkontor.example',
    'HK-100-Test',
    '192.0.2.1',
    '1.11.1980',
    'DE89370400440532013000',
  ],
  patterns: ['.{1,40}@example\\.org', '555-01\\d{2}'],
};
const allowed = compileAllowList(lists);
const of = (text: string, element: Element, normal = text): boolean =>
  allowed({ element, start: 0, end: text.length, normal } as Hit, text);

describe('the allow list', () => {
  it.each<[string, Element]>([
    ['4242424242424242', 'payment-card'],
    ['4242-4242-4242-4242', 'payment-card'],
    ['test@hafenkontor.EXAMPLE', 'email'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['anyone@example.org', 'email'],
    ['555-0142', 'phone'],
    ['HK-100-Test', 'password'],
  ])('lets %s pass', (value, element) => expect(of(value, element)).toBe(true));

  it.each<[string, Element]>([
    ['4242424242424241', 'payment-card'],
    ['te.st@hafenkontor.example', 'email'],
    ['a.test@hafenkontor.example', 'email'],
    ['anyone@example.org.evil.example', 'email'],
    ['1555-0142', 'phone'],
    ['hk-100-test', 'password'],
    ['HK100Test', 'password'],
    ['19.20.2.1', 'ip-address'],
    ['11.1.1980', 'date-of-birth'],
  ])('keeps %s', (value, element) => expect(of(value, element)).toBe(false));

  it('knows a value by its normal form', () => expect(of('+44 20', 'iban', 'DE89370400440532013000')).toBe(true));

  it.each([['('], ['(?:a{1,20}){1,20}'], ['a*']])('refuses the pattern %s', (pattern) => {
    const run = () => compileAllowList({ values: [], patterns: [pattern] });
    expect(run).toThrow(expect.objectContaining({ code: 'allow-invalid' }));
  });
});

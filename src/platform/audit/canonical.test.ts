import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CofferdamError } from '../errors/index.ts';
import { canonical, readCanonical } from './canonical.ts';

const fails = expect.objectContaining({ code: 'not-canonical' }) as CofferdamError;

describe('canonical JSON', () => {
  test('is as RFC 8785 3.2.2 shows', () => {
    const value: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonical(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('orders members by UTF-16 code units, as RFC 8785 3.2.3 shows', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const written = canonical(members);
    const order = ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'].map((name) =>
      written.indexOf(name),
    );
    expect(order).toEqual(order.toSorted((left, right) => left - right));
    expect(order).not.toContain(-1);
  });

  // RFC 8785, appendix B: bits of the double, and its text.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s', (bits, text) => {
    expect(canonical(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  test.each([
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['undefined', undefined],
    ['a member that is undefined', { a: undefined }],
    ['a hole in a list', Array.from({ length: 2 })],
    ['bigint', 1n],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('a') }],
    ['a member named by a symbol', { [Symbol('a')]: 1 }],
    ['half a surrogate pair', '\ud83d'],
    ['half a surrogate pair in a name', { '\ude00a': 1 }],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['an object of a class', new URL('about:blank')],
    ['nesting without end', nested(10_000)],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(fails);
  });

  test('is read back to the same value and the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(canonical(readCanonical(canonical(value)))).toBe(canonical(plain));
        expect(readCanonical(canonical(value))).toEqual(plain);
      }),
    );
  });

  test('does not depend on the order in which members were put in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).toReversed());
        expect(canonical(turned)).toBe(canonical(members));
      }),
    );
  });
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
}

describe('reading refuses what means the same', () => {
  test.each([
    ['a doubled member', '{"a":1,"a":1}'],
    ['a doubled member with another value', '{"a":1,"a":2}'],
    ['a doubled member, escaped once', String.raw`{"a":1,"\u0061":2}`],
    ['a doubled member further in', '{"a":{"b":1,"b":1}}'],
    ['members out of order', '{"b":1,"a":1}'],
    ['a space', '{"a": 1}'],
    ['a space before', ' {"a":1}'],
    ['a carriage return after', '{"a":1}\r'],
    ['an escape that is not needed', String.raw`{"a":"\u0041"}`],
    ['an escaped slash', String.raw`"\/"`],
    ['an escape in capitals', String.raw`"\u000F"`],
    ['a character that must be escaped', '"\n"'],
    ['a number with a fraction of nothing', '1.0'],
    ['a number with an exponent', '1e0'],
    ['a negative nothing', '-0'],
    ['a number beyond a double', '9007199254740993'],
    ['a number beyond all doubles', '1e400'],
    ['an escaped half of a surrogate pair', String.raw`"\ud83d"`],
    ['a byte order mark', '\ufeff1'],
    ['nothing', ''],
    ['two values', '1 2'],
    ['a comment', '1//'],
    ['nesting without end', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('%s', (_, text) => {
    expect(() => readCanonical(text)).toThrow(fails);
  });

  test('and says from where on', () => {
    expect(() => readCanonical('{"a":1,"a":1}')).toThrow(/column 7/);
  });

  test('but keeps a member called __proto__, which a careless reader would lose', () => {
    expect(canonical(readCanonical('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

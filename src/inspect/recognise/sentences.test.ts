import { expect, test } from 'vitest';
import { holdsSentences } from './sentences.ts';

test.each([
  ['The customer asked us to call her back on Monday.', true],
  ['Клиент просил перезвонить ему после обеда, спасибо', true],
  ['Kundin bittet um Rückruf, am besten nach 17 Uhr erreichbar', true],
  ['called again today', false],
  ['https://shop.example/orders/8847?utm_source=mail&utm_medium=x', false],
  ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', false],
  ['ACME TRADING LIMITED, UNIT 4, HARBOUR ROAD, DUBLIN', false],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', false],
])('%s: %s', (text, isWritten) => expect(holdsSentences(text, 0, text.length)).toBe(isWritten));

test('only the part that is asked for counts', () => {
  const text = 'The customer asked us to call her back on Monday. 65929970489';
  expect(holdsSentences(text, text.length - 11, text.length)).toBe(false);
});

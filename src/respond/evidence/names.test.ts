import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachment, maskedName, savedName, shownName } from './names.ts';

const bytes = (text: string) => Buffer.from(text);

test.each([
  ['Kündigung Anna Muster.pdf', 'Kündigung Anna Muster.pdf', 'Kü•••.pdf', 'Kündigung Anna Muster.pdf'],
  ['../../etc/passwd', '../../etc/passwd', 'pa•••', 'passwd'],
  ['C:\\Users\\x\\list.csv', 'C:\\Users\\x\\list.csv', 'li•••.csv', 'list.csv'],
  ['list.\u202efdp.exe', 'list.\\u{202e}fdp.exe', 'li•••.exe', 'list._fdp.exe'],
  ['a\r\nSet-Cookie: x', 'a\\u{d}\\u{a}Set-Cookie: x', 'a\\•••', 'a__Set-Cookie_ x'],
  ['\0', '\\u{0}', '\\u•••', '_'],
  ['CON.txt', 'CON.txt', 'CO•••.txt', '_CON.txt'],
  ['..', '..', '..•••', 'evidence'],
  ['.bashrc', '.bashrc', '.b•••', 'bashrc'],
  ['anna.Muster', 'anna.Muster', 'an•••', 'anna.Muster'],
  ['/', '/', '•••', 'evidence'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>', 'sc•••', 'script_'],
])('%j', (name, shown, masked, saved) => {
  expect([shownName(bytes(name)), maskedName(bytes(name)), savedName(bytes(name))]).toEqual([shown, masked, saved]);
});

describe('whatever the bytes are', () => {
  const anything = fc.uint8Array({ minLength: 1, maxLength: 1000 });

  test('a shown name is one line that nothing turns around', () => {
    fc.assert(fc.property(anything, (name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shownName(name))));
  });

  test('a saved name is no path, not hidden, and fits', () => {
    fc.assert(
      fc.property(anything, (name) => {
        const saved = savedName(name);
        expect(saved).toMatch(/^[^/\\:*?"<>|\p{Cc}\p{Cf}]+$/u);
        expect(saved).not.toMatch(/^\.|[. ]$/);
        expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(200);
      }),
    );
  });

  test('a header with it is one line of printable ASCII', () => {
    fc.assert(fc.property(anything, (name) => /^[\x20-\x7e]+$/.test(attachment(savedName(name)))));
  });
});

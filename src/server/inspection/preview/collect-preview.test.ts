import { expect, test } from 'vitest';
import type { InspectEvent } from '#inspect';
import { collectPreview } from './collect-preview.ts';

const begin = (file: number, path: string): InspectEvent => ({
  type: 'begin',
  file,
  path,
  format: 'text',
  mediaType: 'text/plain',
});
const text = (file: number, said: string): InspectEvent => ({ type: 'text', file, text: said });
const end = (file: number, reason?: 'damaged' | 'reader-crashed' | 'limit-time'): InspectEvent => ({
  type: 'end',
  file,
  status: reason === undefined ? 'inspected' : 'partial',
  ...(reason !== undefined && { reason }),
  bytes: 1,
  sha256: '',
  counts: {},
});
const mail: InspectEvent = {
  type: 'findings',
  file: 0,
  findings: [
    { rule: 'email', element: 'email', score: 1, span: { start: 6, end: 17 }, where: {}, redacted: '•', reasons: [] },
  ],
};
const shown = (events: readonly InspectEvent[], file = 0, path = '') => {
  const collected = collectPreview({ file, path, most: 10 });
  events.some((event) => collected.take(event));
  const { segments, ...rest } = collected.result();
  return { said: segments.map((one) => one.text), ...rest };
};

test('findings that come after their text mask it', () => {
  const events = [begin(0, ''), text(0, 'first\n'), text(0, 'a@b.example'), mail, end(0)];
  expect(shown(events)).toMatchObject({ said: ['first\n', '•'], more: false });
});

test.each(['reader-crashed', 'limit-time'] as const)(
  'of a reader that ended with %s, text whose findings may not have come is not shown',
  (reason) => {
    const events = [begin(0, ''), text(0, 'first\n'), text(0, 'a@b.example'), end(0, reason)];
    expect(shown(events)).toMatchObject({ said: ['first\n'], more: true, status: 'partial', reason });
  },
);

test('a damaged file is shown as far as it was read', () => {
  expect(shown([begin(0, ''), text(0, 'first\n'), end(0, 'damaged')])).toMatchObject({
    said: ['first\n'],
    more: false,
    reason: 'damaged',
  });
});

test('text that is too long is cut, between the halves of no letter', () => {
  expect(shown([begin(0, ''), text(0, '123456789𝒳'), end(0)])).toMatchObject({ said: ['123456789'], more: true });
});

test('only the file that was asked for is shown', () => {
  const events = [
    begin(0, ''),
    begin(1, '!/a'),
    text(1, 'one'),
    end(1),
    begin(2, '!/b'),
    text(2, 'two'),
    end(2),
    end(0),
  ];
  expect(shown(events, 2, '!/b')).toMatchObject({ said: ['two'], file: 2, path: '!/b' });
  expect(() => shown(events, 2, '!/other')).toThrow(expect.objectContaining({ code: 'preview-elsewhere' }));
  expect(() => shown(events, 9, '!/b')).toThrow(expect.objectContaining({ code: 'nothing-there' }));
});

import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './mbox.ts';

const message = (number: number, body: string): string =>
  `From: a${number}@example.org\nSubject: ${number}\n\n${body}\n`;
const separator = 'From a@example.org Mon Jan  6 09:15:00 2025\n';

async function read(text: string, step?: number) {
  const got = collect();
  await format.extract(memoryInput(text, step), got.sink, context());
  return got.members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
}

describe('mbox', () => {
  test.each([
    ['rfc 4155', separator + message(1, 'x'), 0.95],
    ['thunderbird', `From - Mon Jan  6 09:15:00 2025\r\nX-Mozilla-Status: 0001\r\nSubject: x\r\n\r\n`, 0.95],
    ['bare', `From \n${message(1, 'x')}`, 0.95],
    ['prose', 'From here on 10:30 we talk\nabout other things\n', 0],
    ['message', message(1, 'x'), 0],
    ['separator alone', separator, 0],
  ])('detection of %s', (_, text, score) => {
    expect(format.detect(headOf(text))).toBe(score);
  });

  test.each([1, 2, 7, 65_536])('each message is a member (chunks of %i bytes)', async (step) => {
    const bodies = ['one', 'From the start\n\nFrom now on\n>From quoted\n>>From twice\n> reply', 'three'];
    const stored = bodies.map(
      (body, index) => separator + message(index, body.replace(/^(>*From (?:quoted|twice))/gm, '>$1')),
    );
    const text = stored.join('\n').replaceAll('>>From quoted', '>From quoted').replaceAll('>>>From', '>>From');
    expect(await read(text, step)).toEqual([
      ['message-1.eml', `${message(0, 'one')}\n`],
      ['message-2.eml', `${message(1, 'From the start\n\nFrom now on\nFrom quoted\n>From twice\n> reply')}\n`],
      ['message-3.eml', message(2, 'three')],
    ]);
  });

  test('line ends of Windows, and a message without end of line', async () => {
    const text = `${separator}Subject: 1\r\nTo: x\r\n\r\na\r\n\r\n${separator}Subject: 2`;
    expect(await read(text.replace(/(?<!\r)\n/g, '\r\n'), 5)).toEqual([
      ['message-1.eml', 'Subject: 1\r\nTo: x\r\n\r\na\r\n\r\n'],
      ['message-2.eml', 'Subject: 2'],
    ]);
  });

  test('ten thousand messages are counted right', async () => {
    const text = Array.from({ length: 10_000 }, (_, number) => separator + message(number, 'x')).join('\n');
    expect(await read(text)).toHaveLength(10_000);
  });

  test('no mutation hangs or throws a foreign error', async () => {
    await survivesMutation(format, Buffer.from(`${separator}${message(1, '>From x')}\n${separator}${message(2, 'y')}`));
  });
});

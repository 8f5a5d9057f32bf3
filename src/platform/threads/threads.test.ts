import { expect, test } from 'vitest';
import { openThread } from './index.ts';

const moduleOf = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
const works = moduleOf(`export const works = {
  reverse: (bytes) => bytes.toReversed(),
  fail: (bytes) => { throw new Error('about ' + bytes); },
  forever: () => { for (;;); },
};`);

test('bytes go to the thread and come back changed, in order of asking', async () => {
  const thread = openThread(works);
  const bytes = Uint8Array.of(1, 2, 3);
  const [one, two] = await Promise.all([thread.run('reverse', bytes), thread.run('reverse', new Uint8Array(2))]);
  expect([one, two]).toEqual([Uint8Array.of(3, 2, 1), new Uint8Array(2)]);
  expect(bytes.length).toBe(0);
  await thread.close();
});

test('what fails is an error that says nothing of the bytes, and the next is met all the same', async () => {
  const thread = openThread(works);
  for (const work of ['fail', 'no such work']) {
    const failure = thread.run(work, Uint8Array.of(77));
    await expect(failure).rejects.toMatchObject({ code: 'internal' });
    await expect(failure).rejects.not.toThrow('77');
  }
  expect(await thread.run('reverse', Uint8Array.of(1))).toEqual(Uint8Array.of(1));
  await thread.close();
});

test('nobody waits for ever: what is under way fails when the thread ends, and so does what comes later', async () => {
  const thread = openThread(works);
  const [under, behind] = [thread.run('forever', new Uint8Array(1)), thread.run('reverse', new Uint8Array(1))];
  const ends = Promise.all([under, behind].map((one) => expect(one).rejects.toMatchObject({ code: 'internal' })));
  await thread.close();
  await ends;
  await expect(thread.run('reverse', new Uint8Array(1))).rejects.toMatchObject({ code: 'internal' });
});

test('a module that cannot be loaded fails whoever asks', async () => {
  const thread = openThread(moduleOf('this is no module'));
  await expect(thread.run('reverse', new Uint8Array(1))).rejects.toMatchObject({ code: 'internal' });
  await thread.close();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { openTestDesk, openTestIncident, type TestDesk } from '../../testing/desk.ts';
import { tell } from '../tell.ts';
import { createListener, type Listener } from './listen.ts';
import { watch } from './watch.ts';

let box: TestDesk;
let listener: Listener;
let incident: string;
beforeAll(async () => {
  box = await openTestDesk();
  listener = createListener(box.desk.pool);
  incident = await openTestIncident(box, [{ name: 'analyst', role: 'analyst' }]);
});
afterAll(() => box.close());

const retry = 'retry: 2000\n\n';
interface Watched {
  readonly events: AsyncGenerator<string>;
  readonly asked: () => number;
}

/** A stream of the analyst, who may go on as often as `answers` say, and not after that. */
function open(answers: number, lookAfter: number): Watched {
  let asked = 0;
  const mayGoOn = async (): Promise<boolean> => {
    asked += 1;
    return asked <= answers;
  };
  const { signal } = new AbortController();
  const asker = { person: box.people.analyst };
  return { events: watch(box.desk, listener, asker, { incident, signal, mayGoOn, lookAfter }), asked: () => asked };
}

async function all(events: AsyncGenerator<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const event of events) found.push(event);
  return found;
}

test('a stream in which nothing happens ends with the look that finds the session over', async () => {
  const { events, asked } = open(2, 1);
  expect(await all(events)).toEqual([retry, ': \n\n', ': \n\n']);
  expect(asked()).toBe(3);
});

test('no event is sent to a session that is over', async () => {
  const { events, asked } = open(0, 60_000);
  expect((await events.next()).value).toBe(retry);
  const rest = all(events);
  const { lead } = box.people;
  await transact(box.desk.pool, { person: lead }, (client) => tell(client, { incident, what: 'count', id: incident }));
  expect(await rest).toEqual([]);
  expect(asked()).toBe(1);
});

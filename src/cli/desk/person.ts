import { codeOf, fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { pages } from './pages.ts';

const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function everybody(client: Client) {
  return pages((query) => client.call(operations.identity.listEverybody, { query }));
}

/** A person who is named by id or mail address; `usage` where there is none. */
export async function findPerson(client: Client, named: string) {
  const asked = named.toLowerCase();
  for await (const one of everybody(client)) if (one.id === asked || one.mail.toLowerCase() === asked) return one;
  fail('usage', 'nobody of this installation has this id or mail address; see `cofferdam people list`');
}

/** The id of a person who is named by it or by the mail address. An id is not looked up. */
export async function personOf(client: Client, named: string): Promise<string> {
  return isId.test(named) ? named.toLowerCase() : (await findPerson(client, named)).id;
}

/** Names by id, to be printed in place of ids. None for a key that may not read them: ids do as well. */
export async function namesOf(client: Client): Promise<(id: string | null) => string> {
  const names = new Map<string, string>();
  try {
    for await (const { id, name } of everybody(client)) names.set(id, name);
  } catch (error) {
    if (codeOf(error) !== 'scope-lacking') throw error;
  }
  return (id) => (id === null ? '' : (names.get(id) ?? id));
}

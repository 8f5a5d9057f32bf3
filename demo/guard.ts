import { fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { pages } from '../src/cli/desk/pages.ts';
import type { Journal } from './journal.ts';

const { identity, respond } = operations;

/**
 * Refuses a desk that people work on: what the demo makes cannot be taken away again, and stands beside what is real. A
 * desk is new while there is an admin, and whom the demo invited.
 */
export async function refuseUsed(admin: Client, journal: Journal, domain: string): Promise<void> {
  if (journal.done('organisation') !== undefined) return;
  const own = (await admin.call(identity.showOwnSession)).answer.person;
  for await (const { id, mail } of pages((query) => admin.call(identity.listEverybody, { query }))) {
    if (id !== own && !mail.endsWith(`@${domain}`)) {
      fail(
        'usage',
        'other people have accounts on this desk: what the demo makes stays for ever. Take a new desk, or say --anyway',
      );
    }
  }
  if ((await admin.call(respond.showRoster)).answer.roster !== null) {
    fail(
      'usage',
      'a roster is loaded on this desk, and the demo would take its place. Take a new desk, or say --anyway',
    );
  }
}

import process from 'node:process';
import { fail } from '#platform/errors';
import { type Client, createClient } from '#server/client';
import { loginPath, readLogin } from './login-file.ts';

/** Where commands look for a desk unless told otherwise: where `npm start` listens. */
export const usualAddress = 'http://127.0.0.1:7420';

/**
 * A client for whoever runs this: with the API key of COFFERDAM_API_KEY (and the address of COFFERDAM_URL), else with
 * the session of `cofferdam login`. `not-signed-in` where there is neither.
 */
export async function reachDesk(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Client> {
  const key = env['COFFERDAM_API_KEY'];
  if (key !== undefined) return createClient({ address: env['COFFERDAM_URL'] ?? usualAddress, key });
  const login = await readLogin(loginPath(env));
  if (login === undefined) fail('not-signed-in', 'run `cofferdam login`');
  return createClient(login);
}

import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { ask } from '../api/query.ts';
import { Problem } from '../api/problem.ts';
import { wasLeft } from '../features/welcome/left.ts';

/** Where somebody goes whose session lacks something before it has rights. */
const whereTo = { enrolment: '/enrol', link: '/reset' } as const;

/** The session that this browser has; undefined for nobody. */
async function sessionOf(queries: QueryClient) {
  try {
    return await queries.fetchQuery({ ...ask('session.show'), staleTime: 5000 });
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-signed-in') return undefined;
    if (error instanceof Problem && error.code === 'not-set-up') throw redirect({ to: '/set-up' });
    throw error;
  }
}

/** Lets those through who have their rights, and leads others to what they need first. */
export async function needRights(queries: QueryClient, to: string): Promise<void> {
  const session = await sessionOf(queries);
  if (session === undefined) throw redirect({ to: '/sign-in', search: { to } });
  if (session.needs === 'code') throw redirect({ to: '/second-factor', search: { to } });
  if (session.needs !== 'nothing') throw redirect({ to: whereTo[session.needs] });
}

/** For pages by which people come in: whoever is in already goes to the desk, or to what is needed next. */
export async function needSession(queries: QueryClient): Promise<void> {
  if ((await sessionOf(queries)) === undefined) throw redirect({ to: '/sign-in', search: {} });
}

/** For pages that are for admins alone. */
export async function needAdmin(queries: QueryClient): Promise<void> {
  if ((await sessionOf(queries))?.installationRole !== 'admin') throw redirect({ to: '/' });
}

/** Leads an admin whose organisation has no name yet to the wizard, once after each sign-in. */
export async function leadAdmin(queries: QueryClient): Promise<void> {
  if (wasLeft() || (await sessionOf(queries))?.installationRole !== 'admin') return;
  const { name } = await queries.fetchQuery({ ...ask('organisation.show'), staleTime: 5000 });
  if (name === null) throw redirect({ to: '/welcome', search: {} });
}

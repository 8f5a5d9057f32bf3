import type { ClientBase } from 'pg';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import type { Identity, InstallationRole } from '../identity.ts';
import type { SessionCaller } from './own.ts';

/**
 * What a session still needs before it has rights: a code of the app, an app to be enrolled, or the link of an admin, by
 * which alone one is enrolled after a reset.
 */
export type Needs = 'nothing' | 'code' | 'enrolment' | 'link';

export interface OwnSession {
  readonly session: string;
  readonly person: string;
  readonly name: string;
  readonly mail: string;
  readonly installationRole: InstallationRole;
  readonly needs: Needs;
  /** Recovery codes that are left. */
  readonly recoveryCodes: number;
  readonly ends: string;
  /** Of the last 30 days, the newest first; five at most. */
  readonly resets: readonly ResetNote[];
}

/** That an admin let somebody set his password or app anew. Where he did not ask for it, somebody else was here. */
export interface ResetNote {
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly what: 'password' | 'second-factor' | 'both';
}

const remembered = 30 * 24 * 60 * 60_000;

/** Who is signed in, and what his session still needs. */
export async function showSession({ pool, now }: Identity, caller: SessionCaller): Promise<OwnSession> {
  return transact(pool, caller, async (client) => {
    const { rows } = await client.query<{
      name: string;
      mail: string;
      ends_at: Date;
      enrols: boolean;
      enrolled: boolean;
      by_link_only: boolean;
      codes: number;
    }>(
      `select p.name, p.mail, s.ends_at, s.enrols, a.secret is not null as enrolled,
         coalesce(a.by_link_only, false) as by_link_only, coalesce(cardinality(a.recovery_codes), 0) as codes
       from cofferdam.session s join cofferdam.person p on p.id = s.person_id
         left join cofferdam.authenticator a on a.person_id = s.person_id
       where s.id = $1`,
      [caller.session],
    );
    const { name, mail, ends_at, codes, ...row } = rows[0] ?? fail('not-signed-in');
    const needs = row.enrolled ? 'code' : row.by_link_only && !row.enrols ? 'link' : 'enrolment';
    return {
      session: caller.session,
      person: caller.person,
      name,
      mail,
      installationRole: caller.installationRole,
      needs: caller.hasSecondFactor ? 'nothing' : needs,
      recoveryCodes: codes,
      ends: ends_at.toISOString(),
      resets: await resetsOf(client, caller.person, new Date(now() - remembered)),
    };
  });
}

async function resetsOf(client: ClientBase, person: string, since: Date): Promise<readonly ResetNote[]> {
  const { rows } = await client.query<{ id: string; name: string; made_at: Date; purpose: ResetNote['what'] }>(
    `select p.id, p.name, l.made_at, l.purpose from cofferdam.one_time_link l join cofferdam.person p on p.id = l.made_by
     where l.person_id = $1 and l.purpose <> 'join' and l.made_at > $2 order by l.made_at desc, l.token_hash limit 5`,
    [person, since],
  );
  return rows.map(({ id, name, made_at, purpose: what }) => ({ by: { id, name }, at: made_at.toISOString(), what }));
}

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
}

/** Who is signed in, and what his session still needs. */
export async function showSession({ pool }: Identity, caller: SessionCaller): Promise<OwnSession> {
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
    };
  });
}

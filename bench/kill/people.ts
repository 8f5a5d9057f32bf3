import { totpCodeOf, totpStepAt } from '../../src/platform/auth/index.ts';
import type { Scope } from '../../src/platform/operation/index.ts';
import { type Client, createClient, operations } from '../../src/server/client/index.ts';

const { identity } = operations;
const password = 'a long walk by the quiet harbour';

/** Those who work in the bench, each by an API key, which outlives every restart. */
export interface People {
  readonly lead: Client;
  readonly auditor: Client;
}

/** Sets a fresh installation up, as people do: an admin by the code, who invites the others, and all with a second factor. */
export async function setUpPeople(address: string, code: string): Promise<People> {
  const nobody = createClient({ address });
  const body = { code, name: 'Admin', mail: 'admin@desk.example', password };
  const { session } = await nobody.call(identity.makeSetUp, { body });
  const { client: admin } = await enrol(address, session);
  const invite = async (name: string, installationRole: 'none' | 'auditor', scopes: readonly Scope[]) => {
    const invited = await admin.call(identity.invitePerson, {
      body: { name, mail: `${name}@desk.example`, installationRole },
    });
    const joined = await nobody.call(identity.joinPeople, { body: { token: invited.answer.token, password } });
    const { client: own, code } = await enrol(address, joined.session);
    const expires = new Date(Date.now() + 24 * 3_600_000).toISOString();
    const { answer } = await own.call(identity.makeApiKey, {
      body: { name: 'bench', scopes: [...scopes], expires, code },
    });
    return createClient({ address, key: answer.key });
  };
  return {
    lead: await invite('lead', 'none', [
      'incidents:read',
      'incidents:write',
      'evidence:read',
      'evidence:write',
      'impact:read',
      'log:read',
    ]),
    auditor: await invite('auditor', 'auditor', ['log:read']),
  };
}

/** The session has its rights, and another token, once the second factor was used. With a recovery code for the next. */
async function enrol(
  address: string,
  session: string | undefined,
): Promise<{ readonly client: Client; readonly code: string }> {
  const client = createClient({ address, session });
  const { answer } = await client.call(identity.enrolTotp);
  const code = totpCodeOf(base32(answer.secret), totpStepAt(Date.now()));
  const confirmed = await client.call(identity.confirmTotp, { body: { code } });
  const [recovery = ''] = confirmed.answer.recoveryCodes;
  return { client: createClient({ address, session: confirmed.session ?? session }), code: recovery };
}

/** RFC 4648, without padding. */
function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/[\s=]/g, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

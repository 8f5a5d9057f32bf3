import { codeOf } from '#platform/errors';
import { createClient, operations } from '#server/client';
import { metadata } from './asking.ts';
import { type Marking, word } from './markers.ts';
import type { Running } from './process.ts';
import { speak } from './sending.ts';
import type { Person } from './story.ts';

const { identity, respond } = operations;

/** Mistakes, each of which has a marked value in it. */
export async function makeMistakes(
  server: Running,
  mark: Marking,
  { admin, lead, incident }: { readonly admin: Person; readonly lead: Person; readonly incident: string },
): Promise<void> {
  const { client } = lead;
  const json = { 'content-type': 'application/json' };
  const typed = (): string => mark.words('what was typed by mistake');
  const bodies = [
    `{"title": ${typed()}`,
    `{"${typed()}": 1, "title": "x"}`,
    JSON.stringify({ title: 'x', severity: typed() }),
    JSON.stringify({ title: `${typed()}\u0000` }),
    JSON.stringify([typed()]),
    typed(),
  ];
  for (const body of bodies) await refused(client.send('POST', '/v1/incidents', json, body));
  await refused(client.send('POST', '/v1/incidents', { 'content-type': `text/${typed()}` }, typed()));
  await refused(client.send('POST', '/v1/incidents', { ...json, 'idempotency-key': `${typed()} x` }, '{"title":"x"}'));
  await refused(client.send('PATCH', `/v1/incidents/${incident}`, { ...json, 'if-match': typed() }, '{}'));
  const begun = { 'tus-resumable': '1.0.0', 'upload-length': '1' };
  for (const said of [metadata({ filename: mark.leak('name of a refused file'), how: typed() }), typed()]) {
    await refused(client.send('POST', `/v1/incidents/${incident}/uploads`, { ...begun, 'upload-metadata': said }));
  }
  const csv = { 'content-type': 'text/csv' };
  const roster = `relation,email\n${mark.leak('relation in a roster')},${mark.leak('mail in a bad roster')}\n"`;
  await refused(admin.client.send('POST', '/v1/organisation/roster', csv, roster));
  const nobody = createClient({ address: server.address });
  const password = mark.secret('wrong password');
  const mail = mark.words('mail of nobody', `${word()}@nobody.example`);
  await refused(nobody.call(identity.openSessionOperation, { body: { mail, password } }));
  const recoveryCode = mark.secret('recovery code that is none');
  await refused(client.call(identity.useFactor, { body: { recoveryCode } }));
  const token = mark.secret('token that is none');
  await refused(nobody.call(identity.joinPeople, { body: { token, password } }));
  await refused(nobody.call(identity.setPasswordByLink, { body: { token, password } }));
  await refused(nobody.call(identity.makeSetUp, { body: { code: token, name: 'x', mail, password } }));
  for (const one of [{ session: mark.secret('session that is none') }, { key: mark.secret('key that is none') }]) {
    await refused(createClient({ address: server.address, ...one }).call(respond.listIncidents));
  }
  const forms = new URLSearchParams({ mail, password });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  await refused(nobody.send('POST', '/v1/session', form, forms.toString()));
}

/** What somebody puts into an address by mistake, or an attacker into a header, is not repeated. Sent past `fetch`. */
export async function mistypeAddresses(server: Running, mark: Marking, incident: string): Promise<string[]> {
  const typed = (): string => mark.words('what was typed into an address or a header');
  const lines = [
    `GET /v1/incidents/${typed()} HTTP/1.1`,
    `GET /${typed()} HTTP/1.1`,
    `GET /v1/incidents/%ff${typed()} HTTP/1.1`,
    `GET /v1/incidents/${incident}/persons?${typed()}=${typed()}&cursor=${typed()} HTTP/1.1`,
    `GET /v1/incidents HTTP/1.1\r\nx-request-id: ${typed()}\r\nuser-agent: ${typed()}\r\nreferer: https://${typed()}/`,
    `GET /v1/incidents HTTP/1.1\r\nauthorization: Bearer ${typed()}\r\ncookie: ${typed()}=${typed()}`,
    `${typed()} / HTTP/1.1`,
  ];
  const port = Number(new URL(server.address).port);
  const answers: string[] = [];
  for (const line of lines) {
    const host = line.includes('x-request-id') ? typed() : 'desk';
    answers.push((await speak(port, `${line}\r\nhost: ${host}\r\n\r\n`)).body);
  }
  return answers;
}

/** Fails where it was met, or where nobody answered: a story in which nothing is refused proves nothing. */
export async function refused(asked: Promise<unknown>): Promise<void> {
  const code = await asked.then(
    () => 'met',
    (error: unknown) => codeOf(error),
  );
  if (['met', 'server-silent', 'internal'].includes(code)) throw new Error(`a mistake was not refused: ${code}`);
}

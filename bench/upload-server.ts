import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { DataStore, Server, Upload } from '@tus/server';
import { Client } from 'pg';
import { canonical, makeLogKey, openLog } from '../src/platform/audit/index.ts';
import { openDatabase, openFolder, readMigrations, record, startPostgres, transact } from '../src/platform/db/index.ts';
import { createMasterKey, openFolderStore } from '../src/platform/vault/index.ts';
import { type Desk, evidence, makeIncidentKey } from '../src/respond/index.ts';
import { createFingerprint, openRefusals, registerRoutes } from '../src/server/api/index.ts';
import { createHttp } from '../src/server/http.ts';
import { acceptParts, uploadRoutes } from '../src/server/uploads/index.ts';

/**
 * The server of bench/upload.ts, a process of its own: uploads as the desk takes them, on its own PostgreSQL and vault,
 * behind the gate (only the sign-in is left out). Beside them, under `/discard`, a POST whose body is thrown away, and
 * under `/tus` the peer: @tus/server that writes to a plain file and syncs nothing.
 *
 * @example node bench/upload-server.ts FOLDER    prints a line of JSON when it listens
 */
const root = process.argv[2] ?? '.';
const folder = await openFolder(join(root, 'data'));
const postgres = await startPostgres({ folder });
const { connection } = postgres;
const migrations = await readMigrations(join(import.meta.dirname, '../src/platform/db/migrations'));
const database = await openDatabase({
  connection,
  as: (role) => ({ ...connection, user: role }),
  migrations,
  onBroken: () => undefined,
});
const store = await openFolderStore(join(root, 'vault'));
const desk: Desk = {
  pool: database.app,
  now: Date.now,
  master: await createMasterKey(join(root, 'master.key')),
  store,
};
const person = randomUUID();
const incident = randomUUID();
await prepare();

const nothing = async (): Promise<void> => undefined;
const intake = evidence.openIntake({ desk, home: 'bench', onComplete: async () => 0, onSealedOff: nothing });
const { http } = await createHttp({ logLevel: 'error', ready: nothing });
acceptParts(http);
registerRoutes(http, uploadRoutes(intake), {
  authenticate: async () => ({ person, installationRole: 'none', hasSecondFactor: true, session: person }),
  isSetUp: async () => true,
  refusals: openRefusals({ pool: database.app, now: Date.now, onLost: () => undefined }),
  originOf: (address) => createHash('sha256').update(address).digest('hex'),
  fingerprintOf: createFingerprint(desk.master),
});

http.addContentTypeParser('application/octet-stream', (_request, _body, done) => done(null, undefined));
// Ten gigabytes take longer than the time that a body has which is no upload.
const config = { longBody: true };
http.post('/discard', { config }, async ({ raw }) => {
  let bytes = 0;
  for await (const piece of raw) bytes += (piece as Buffer).length;
  return { bytes };
});
http.post('/empty', async () => {
  for await (const { place } of store.list(incident)) await store.remove(place);
  return {};
});
http.get('/memory', async () => ({ peak: process.resourceUsage().maxRSS * 1024 }));

/** What a plain server of tus does: bytes into a file as they come. */
class PlainFiles extends DataStore {
  readonly #uploads = new Map<string, Upload>();

  constructor() {
    super();
    this.extensions = ['creation'];
  }

  override async create(upload: Upload): Promise<Upload> {
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    return this.#uploads.get(id) ?? new Upload({ id, offset: 0 });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(root, 'plain', 'upload'), { start: offset });
    let bytes = offset;
    stream.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    await pipeline(stream, file);
    this.#uploads.set(id, new Upload({ ...(await this.getUpload(id)), id, offset: bytes }));
    return bytes;
  }
}
await mkdir(join(root, 'plain'));
const peer = new Server({ path: '/tus', datastore: new PlainFiles(), relativeLocation: true });
const toPeer = async (
  { raw }: { readonly raw: IncomingMessage },
  reply: { hijack(): void; readonly raw: ServerResponse },
): Promise<void> => {
  reply.hijack();
  await peer.handle(raw, reply.raw);
};
http.all('/tus', { config }, toPeer);
http.all('/tus/*', { config }, toPeer);

const address = await http.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ address, incident })}\n`);
process.once('SIGTERM', () => {
  void (async () => {
    await http.close();
    await database.close();
    await postgres.stop();
    folder.close();
  })();
});

/** One person who leads one incident, and a log that began. */
async function prepare(): Promise<void> {
  const owner = new Client({ ...connection, database: 'cofferdam' });
  await owner.connect();
  await owner.query(
    `insert into cofferdam.person (id, name, mail, created_at) values ($1, 'Lead', 'lead@desk.example', now())`,
    [person],
  );
  const actor = { kind: 'person', id: person } as const;
  const first = openLog({ at: Date.now(), actor }, { installation: randomUUID(), admin: person, key: makeLogKey() });
  await owner.query(`insert into cofferdam.log_entry (chain, seq, body, hash) values ('log', 1, $1, $2)`, [
    canonical(first.entry),
    first.hash,
  ]);
  await transact(database.app, { person }, async (client) => {
    await client.query(
      `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, 'Bench', 'Amber', now(), $2)`,
      [incident, person],
    );
    await makeIncidentKey(client, desk.master, incident);
    await client.query(
      `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
       values (gen_random_uuid(), $1, $2, 'lead', '{facts}', now(), $2)`,
      [incident, person],
    );
    const act = { type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' } as const;
    await record(client, { now: Date.now, actor, act, place: { incident, compartment: 'facts' } });
  });
  await owner.end();
}

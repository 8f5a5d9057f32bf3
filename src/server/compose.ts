import type { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { authenticate, createPasswords, defaultLimits, type Identity, isSetUp, originOf } from '#platform/auth';
import type { Database } from '#platform/db';
import { type Desk, evidence, impact, presence } from '#respond';
import { createFingerprint, openRefusals, type Refusals, registerRoutes, type Route } from './api/index.ts';
import { createHttp } from './http.ts';
import { openPreviews, openRuleBook, type Previews, type RuleBook } from './inspection/index.ts';
import type { CheckPlace } from './operate/index.ts';
import { servePage } from './page/index.ts';
import { backupRoutes } from './routes/backup.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { deskRoutes } from './routes/desk.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { identityRoutes } from './routes/identity.ts';
import { impactRoutes } from './routes/impact.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { logRoutes } from './routes/log.ts';
import { memberRoutes } from './routes/members.ts';
import { organisationRoutes } from './routes/organisation.ts';
import { previewRoutes } from './routes/preview.ts';
import { presenceRoutes } from './routes/presence.ts';
import { reportRoutes } from './routes/reports.ts';
import { ruleRoutes } from './routes/rules.ts';
import { acceptRosters } from './routes/roster.ts';
import type { Settings } from './settings.ts';
import { acceptParts, uploadRoutes } from './uploads/index.ts';

export interface ComposeInit extends Pick<Settings, 'logLevel'>, Partial<Pick<Settings, SessionSettings>> {
  readonly database: Pick<Database, 'app' | 'check'>;
  readonly desk: Desk;
  /** Names the data folder; see home.ts. */
  readonly home: string;
  /** SHA-256 over what inspection goes by. */
  readonly rules: string;
  /** Puts the recovery file on the disk. */
  readonly saveRecovery: (file: string) => Promise<void>;
  /** Looks whether the daily backup can go there. */
  readonly checkBackupPlace: CheckPlace;
  readonly log?: Writable;
  /** Folder of the page, built; without it there is the API alone. */
  readonly page?: string;
  /** For the body of a request that is no upload. @default 30 s */
  readonly bodyTimeoutMilliseconds?: number;
}

type SessionSettings = 'trustedProxies' | 'sessionIdle' | 'sessionLength';

/** All that answers requests, put together and not listening yet. */
export interface Composed {
  readonly http: FastifyInstance;
  readonly identity: Identity;
  readonly intake: evidence.Intake;
  /** Everything that can be asked, each behind its gate. */
  readonly routes: readonly Route[];
  readonly refusals: Refusals;
}

/** Puts the desk behind HTTP. What happens when a file arrives, and what when one is sealed off, is decided here. */
export async function compose(init: ComposeInit): Promise<Composed> {
  const { database, desk, home, rules, saveRecovery, checkBackupPlace, logLevel, log } = init;
  const { pool, now, master } = desk;
  const { http } = await createHttp({
    logLevel,
    ready: () => database.check(),
    ...(log && { log }),
    ...(init.trustedProxies && { trustedProxies: init.trustedProxies }),
    ...(init.bodyTimeoutMilliseconds !== undefined && { bodyTimeoutMilliseconds: init.bodyTimeoutMilliseconds }),
  });
  const { sessionIdle: idle = defaultLimits.idle, sessionLength: absolute = defaultLimits.absolute } = init;
  const limits = { ...defaultLimits, idle, absolute };
  const identity: Identity = { pool, now, master, passwords: createPasswords(), limits };
  const intake = evidence.openIntake({
    desk,
    home,
    onComplete: (client, { incident, evidence: item, secret }) =>
      impact.beginRun(client, { incident, evidence: item, rules, now, secret }),
    onSealedOff: (client, { incident }) => impact.recount(client, incident),
  });
  const previews = openPreviews();
  http.addHook('onClose', () => previews.close());
  const book = openRuleBook();
  http.addHook('onClose', () => book.close());
  const routes = routesOf({ identity, saveRecovery, checkBackupPlace, desk, intake, previews, book });
  const refusals = openRefusals({
    pool,
    now,
    onLost: (count, why) => http.log.error({ count, why }, 'a refusal is not in the log'),
  });
  const from = (address: string): string => originOf(master, address);
  acceptParts(http);
  acceptRosters(http);
  registerRoutes(http, routes, {
    authenticate: (credentials, look) => authenticate(identity, credentials, look),
    isSetUp: () => isSetUp(pool),
    refusals,
    originOf: from,
    fingerprintOf: createFingerprint(master),
  });
  if (init.page !== undefined) await servePage(http, init.page);
  // Requests are met by then, and the database is still there.
  http.addHook('onClose', () => refusals.close());
  return { http, identity, intake, routes, refusals };
}

/** Everything that can be asked. Nothing of what is given is touched before somebody asks. */
export function routesOf({
  identity,
  saveRecovery,
  checkBackupPlace,
  desk,
  intake,
  previews,
  book,
}: Pick<ComposeInit, 'saveRecovery' | 'checkBackupPlace' | 'desk'> &
  Pick<Composed, 'identity' | 'intake'> & { readonly previews: Previews; readonly book: RuleBook }): readonly Route[] {
  const rooms = presence.openRooms();
  return [
    ...identityRoutes({ identity, saveRecovery }),
    ...deskRoutes(desk),
    ...incidentRoutes(desk),
    ...memberRoutes(desk),
    ...organisationRoutes(desk),
    ...evidenceRoutes(intake),
    ...previewRoutes(desk, previews),
    ...uploadRoutes(intake),
    ...impactRoutes(desk, rooms, book),
    ...presenceRoutes(desk, rooms),
    ...decisionRoutes(desk),
    ...reportRoutes(desk),
    ...ruleRoutes(desk, book),
    ...logRoutes(desk),
    ...backupRoutes(desk, checkBackupPlace),
  ];
}

import type { Desk } from '#respond';
import { type ApiDocument, describeApi } from './api/openapi.ts';
import { type Composed, routesOf } from './compose.ts';
import type { Previews, RuleBook } from './inspection/index.ts';

/** What /openapi.json answers, without a server: the routes stand on nothing, and none of them is met. */
export function describeServer(): ApiDocument {
  const desk = {} as Desk;
  const routes = routesOf({
    identity: {} as Composed['identity'],
    saveRecovery: async () => undefined,
    checkBackupPlace: async () => undefined,
    desk,
    intake: { desk } as Composed['intake'],
    previews: {} as Previews,
    book: {} as RuleBook,
  });
  return describeApi(routes.map(({ operation }) => operation));
}

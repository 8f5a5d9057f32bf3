import type { Desk } from '#respond';
import { handle, type Route } from '../api/index.ts';
import * as contract from '../operate/contract.ts';
import { exportLog, listLog, showLogHead } from '../operate/index.ts';

/** What was done, and the means to check it. */
export function logRoutes(desk: Desk): readonly Route[] {
  return [
    handle(contract.listLog, ({ asker, params, query }) => listLog(desk, asker, { ...params, ...query })),
    handle(contract.showLogHead, ({ asker }) => showLogHead(desk, asker)),
    handle(contract.exportLogOperation, async ({ asker, body, reply }) => {
      const lines = await exportLog(desk, asker, body);
      void reply
        .type(contract.exportLogOperation.bytes)
        .header('content-disposition', 'attachment; filename="cofferdam-log.ndjson"');
      return lines;
    }),
  ];
}

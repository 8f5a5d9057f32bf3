import { decisions, type Desk, firstHour } from '#respond';
import { handle, type Route } from '../api/index.ts';

/** The first hour, and what was decided in it and later. */
export function decisionRoutes(desk: Desk): readonly Route[] {
  return [
    handle(firstHour.showFirstHour, ({ asker, params }) => firstHour.show(desk, asker, params.incident)),
    handle(decisions.listDecisions, ({ asker, params }) => decisions.list(desk, asker, params.incident)),
    handle(decisions.addDecision, ({ asker, params, body }) => decisions.add(desk, asker, params.incident, body)),
  ];
}

import {
  awareness,
  type Desk,
  editIncident,
  incidents,
  listAwareness,
  listIncidents,
  openIncident,
  showIncident,
  stateAwareness,
} from '#respond';
import { handle, type Route } from '../api/index.ts';
import { told } from './told.ts';

/** Incidents, and what was known when. */
export function incidentRoutes(desk: Desk): readonly Route[] {
  return [
    handle(openIncident, async ({ asker, body, tell }) => told(tell, await incidents.open(desk, asker, body))),
    handle(listIncidents, ({ asker, query }) => incidents.list(desk, asker, query)),
    handle(showIncident, async ({ asker, params, tell }) =>
      told(tell, await incidents.show(desk, asker, params.incident)),
    ),
    handle(editIncident, async ({ asker, params, body, version, tell }) =>
      told(tell, await incidents.edit(desk, asker, { ...params, version, changes: body })),
    ),
    handle(stateAwareness, ({ asker, params, body }) => awareness.state(desk, asker, params.incident, body)),
    handle(listAwareness, ({ asker, params }) => awareness.list(desk, asker, params.incident)),
  ];
}

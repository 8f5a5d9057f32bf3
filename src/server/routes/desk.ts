import { clocksOf, listClocks, listOfClocks } from '#notify';
import { type Desk, deskList, listViews, removeView, saveView, showDesk, showNearestClock, views } from '#respond';
import { handle, type Route } from '../api/index.ts';

/** What waits for somebody, the clocks of an incident, and views of the list of incidents. */
export function deskRoutes(desk: Desk): readonly Route[] {
  return [
    handle(showDesk, ({ asker }) => deskList.show(desk, asker, clocksOf)),
    handle(showNearestClock, ({ asker }) => deskList.nearest(desk, asker, clocksOf)),
    handle(listClocks, ({ asker, params }) => listOfClocks(desk, asker, params.incident)),
    handle(listViews, ({ asker }) => views.list(desk, asker)),
    handle(saveView, ({ asker, body }) => views.save(desk, asker, body)),
    handle(removeView, ({ asker, params }) => views.remove(desk, asker, params.view)),
  ];
}

import { randomUUID } from 'node:crypto';
import type { Membership } from '../authorise.ts';
import type { Place, Present } from './contract.ts';
import { seesAsMuch } from './sees-as-much.ts';

/** Where a stream of somebody stands among those of others. */
export interface Seat {
  readonly id: string;
  /** The others who have the incident open, each once, as this one may know them. */
  others(): readonly Present[];
  /** What the one who sits here may see by now: by the events of his stream alone, which come in the order of the changes. */
  allow(membership: Membership): void;
  /** The stream has ended; whoever does not come back within a few seconds is gone for the others. */
  leave(): void;
  /** The one who sits here may not be here any more, and is gone for the others at once. */
  bar(): void;
}

interface Entering {
  readonly incident: string;
  readonly person: string;
  /** Id of the session. */
  readonly session: string;
  readonly membership: Membership;
  /** Called at once, and when `others` gives something else. */
  readonly onChange: () => void;
}

interface Telling {
  readonly incident: string;
  readonly stream: string;
  readonly session: string;
  readonly at: Place;
  readonly edits: boolean;
}

/**
 * Who has which incident open, in the memory of this server, which is the only one on its database (claimDatabase). Nothing
 * of it is kept: who was where at which time is nobody's business afterwards.
 */
export interface Rooms {
  enter(entering: Entering): Seat;
  /** False where there is no such stream of this session in this incident. */
  tell(telling: Telling): boolean;
}

interface Sitting extends Entering {
  membership: Membership;
  onChange: () => void;
  at: Place | null;
  edits: boolean;
  /** What `onChange` was called for last; undefined before the first. */
  known?: string;
  leaving?: NodeJS.Timeout;
}

/** A stream that the server ended is asked for anew after 2 s (`retry` of watch). */
const defaultPatience = 4000;

/** @param patience milliseconds for which somebody is waited for whose stream has ended. @default 4 s */
export function openRooms(patience = defaultPatience): Rooms {
  const rooms = new Map<string, Map<string, Sitting>>();

  /** Whoever may not know where somebody is hears nothing of it when they move: how often would tell of their work. */
  const changed = (incident: string): void => {
    const room = rooms.get(incident);
    for (const sitting of room?.values() ?? []) {
      const known = knownIn(room, sitting);
      if (known === sitting.known) continue;
      sitting.known = known;
      sitting.onChange();
    }
  };
  const remove = (incident: string, id: string): void => {
    const room = rooms.get(incident);
    const sitting = room?.get(id);
    if (room === undefined || sitting === undefined) return;
    clearTimeout(sitting.leaving);
    room.delete(id);
    if (room.size === 0) rooms.delete(incident);
    changed(incident);
  };
  /** Takes the place of a stream of the same session that has just ended: nobody is told that he was away. */
  const comeBack = (room: Map<string, Sitting>, session: string): Pick<Sitting, 'at' | 'edits'> => {
    for (const [id, old] of room) {
      if (old.session !== session || old.leaving === undefined) continue;
      clearTimeout(old.leaving);
      room.delete(id);
      return old;
    }
    return { at: null, edits: false };
  };
  return {
    enter(entering) {
      const { incident, session, person } = entering;
      const room = rooms.get(incident) ?? new Map<string, Sitting>();
      rooms.set(incident, room);
      const id = randomUUID();
      const { at, edits } = comeBack(room, session);
      const own: Sitting = { ...entering, at, edits };
      room.set(id, own);
      changed(incident);
      return {
        id,
        others: () => presentIn(room, person, own.membership),
        allow(membership) {
          if (seesAsMuch(own.membership, membership) && seesAsMuch(membership, own.membership)) return;
          own.membership = membership;
          changed(incident);
        },
        leave() {
          own.onChange = () => undefined;
          own.leaving = setTimeout(remove, patience, incident, id).unref();
        },
        bar: () => remove(incident, id),
      };
    },
    tell({ incident, stream, session, at, edits }) {
      const own = rooms.get(incident)?.get(stream);
      if (own === undefined || own.session !== session || own.leaving !== undefined) return false;
      Object.assign(own, { at, edits });
      changed(incident);
      return true;
    },
  };
}

/** What somebody may know of the others, to be compared: in whatever order they came. */
function knownIn(room: ReadonlyMap<string, Sitting> = new Map(), { person, membership }: Sitting): string {
  const others = presentIn(room, person, membership);
  return JSON.stringify(others.toSorted((one, other) => (one.person < other.person ? -1 : 1)));
}

/** Each person once, where the newest of their streams is, in the order in which they came. */
function presentIn(room: ReadonlyMap<string, Sitting>, asker: string, sees: Membership): readonly Present[] {
  const people = new Map<string, Present>();
  for (const { person, membership, at, edits } of room.values()) {
    if (person === asker) continue;
    const known = people.get(person);
    const mayKnow = seesAsMuch(sees, membership);
    people.set(person, {
      person,
      at: (mayKnow ? at : null) ?? known?.at ?? null,
      edits: (mayKnow && edits) || known?.edits === true,
    });
  }
  return [...people.values()];
}

import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../api/call.ts';
import { useHere } from '../../api/presence.ts';
import { usePanel } from '../incidents/panel.ts';
import { placeAt } from './places.ts';

/** Tells the others in an incident where in it one is, whenever that changes, and each stream that begins. */
export function useTellPlace(incident: string): void {
  const stream = useHere(incident)?.stream;
  const { pathname } = useLocation();
  const { panel } = usePanel();
  const at = placeAt(pathname, incident);
  const edits = panel === 'edit';
  useEffect(() => {
    if (stream === undefined) return;
    // Where it fails nobody is told, and nothing else is lost: with the next stream it is said again.
    call('presence.tell', { params: { incident }, body: { stream, at, edits } }).catch(() => undefined);
  }, [incident, stream, at, edits]);
}

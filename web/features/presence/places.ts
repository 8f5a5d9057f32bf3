import type { Place, Present } from '../../api/presence.ts';

const labels: Readonly<Record<Place, string>> = {
  overview: 'Overview',
  'first-hour': 'First hour',
  impact: 'Impact',
  clocks: 'Clocks',
  evidence: 'Evidence',
  'hand-in': 'Hand in files',
  log: 'Log',
  report: 'Report',
};

const isPlace = (part: string): part is Place => Object.hasOwn(labels, part);

/** In which part of the incident an address is. */
export function placeAt(pathname: string, incident: string): Place {
  const [part = ''] = pathname.slice(`/incidents/${incident}/`.length).split('/');
  return isPlace(part) ? part : 'overview';
}

/** `Impact`, `Log, changing title, severity or phase`; undefined where it is not told. */
export function whereIs({ at, edits }: Present): string | undefined {
  const parts = [...(at === null ? [] : [labels[at]]), ...(edits ? ['changing title, severity or phase'] : [])];
  return parts.length === 0 ? undefined : parts.join(', ');
}

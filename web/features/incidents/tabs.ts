/** Tabs of an incident. One stands here when what is behind it works. */
export const tabs = [
  { path: '', label: 'Overview' },
  { path: 'first-hour', label: 'First hour' },
  { path: 'impact', label: 'Impact' },
  { path: 'clocks', label: 'Clocks' },
  { path: 'evidence', label: 'Evidence' },
  { path: 'log', label: 'Log' },
  { path: 'report', label: 'Report' },
] as const;

import { useNavigate, useSearch } from '@tanstack/react-router';

const panels = ['awareness', 'edit', 'members'] as const;
/** What opens beside every page of an incident. It stands in the address: Back closes it, and it can be sent. */
type Panel = (typeof panels)[number];

export interface PanelSearch {
  readonly panel?: Panel | undefined;
}

export function readPanel({ panel }: Readonly<Record<string, unknown>>): PanelSearch {
  const known = panels.find((one) => one === panel);
  return known === undefined ? {} : { panel: known };
}

interface ShownPanel {
  readonly panel: Panel | undefined;
  readonly show: (panel: Panel) => void;
  readonly close: () => void;
}

export function usePanel(): ShownPanel {
  const { panel } = useSearch({ from: '/inside/incidents/$incident' });
  const navigate = useNavigate();
  const set = (next: Panel | undefined): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, panel: next }), resetScroll: false });
  return { panel, show: set, close: () => set(undefined) };
}

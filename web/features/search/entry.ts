import type { Icon } from '@tabler/icons-react';
import type { Hay } from './match.ts';

/** In the order in which they stand where nothing was typed. */
export const groups = ['Recent', 'In this incident', 'Incidents', 'Evidence', 'Go to', 'Do'] as const;
export type Group = (typeof groups)[number];

/** Something that can be found and chosen. */
export interface Entry {
  /** `incident:ID`, `go:/people`, … */
  readonly id: string;
  readonly group: Group;
  readonly label: string;
  /** What tells it from others of its name. */
  readonly detail?: string | undefined;
  readonly sign: Icon;
  readonly hay: Hay;
  readonly choose: () => void;
}

/** Entries of one group, those that fit best first. */
export interface Found {
  readonly group: Group;
  readonly entries: readonly Entry[];
  /** How many more there are. */
  readonly more: number;
}

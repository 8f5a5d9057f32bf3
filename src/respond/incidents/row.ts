import type { Incident } from './contract.ts';

/** An incident as the database gives it by `incidentColumns`. */
export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly code_name: string;
  readonly severity: Incident['severity'];
  readonly phase: Incident['phase'];
  readonly opened_at: Date;
  readonly opened_by: string;
  readonly version: number;
}

export const incidentColumns = 'id, title, code_name, severity, phase, opened_at, opened_by, version';

export function incidentOf(row: IncidentRow): Incident {
  const { id, title, code_name, severity, phase, opened_at, opened_by, version } = row;
  return {
    id,
    title,
    codeName: code_name,
    severity,
    phase,
    openedAt: opened_at.toISOString(),
    openedBy: opened_by,
    version,
  };
}

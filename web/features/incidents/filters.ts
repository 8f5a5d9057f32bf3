import { phases, severities, type Phase, type Severity } from './words.ts';

/** What a list of incidents is filtered by, as it stands in an address. */
export interface IncidentFilters {
  readonly title?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly phase?: Phase | undefined;
}

/** Out of an address that anybody may have typed: what is not known is left out. */
export function readIncidentFilters(given: Readonly<Record<string, unknown>>): IncidentFilters {
  const { title, severity, phase } = given;
  return {
    ...(typeof title === 'string' && title !== '' && { title: title.slice(0, 200) }),
    ...(typeof severity === 'string' && severity in severities && { severity: severity as Severity }),
    ...(phases.some((one) => one.phase === phase) && { phase: phase as Phase }),
  };
}

export { Incidents } from './incidents.tsx';
export { IncidentLayout } from './layout.tsx';
export { OpenIncident } from './open.tsx';

export { Incidents } from './incidents.tsx';

export { ImpactFiles } from './files/files.tsx';
export { Impact } from './impact.tsx';
export { ImpactLayout } from './layout.tsx';
export { ImpactPersons } from './persons/persons.tsx';

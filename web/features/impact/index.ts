export { ImpactFiles } from './files/files.tsx';
export { ImpactDoubts } from './doubts/doubts.tsx';
export { Impact } from './impact.tsx';
export { ImpactLayout } from './layout.tsx';
export { ImpactPersons } from './persons/persons.tsx';

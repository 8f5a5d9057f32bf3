export { HandIn } from './hand-in.tsx';

export { Clocks } from './clocks.tsx';

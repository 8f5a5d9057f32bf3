export { nearest } from './nearest.ts';
export { show } from './show.ts';

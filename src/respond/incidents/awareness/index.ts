export { list } from './list.ts';
export { state } from './state.ts';

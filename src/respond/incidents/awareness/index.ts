export { list } from './list.ts';
export { loadStatements } from './row.ts';
export { state } from './state.ts';

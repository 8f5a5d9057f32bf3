export { add } from './add.ts';
export { addDecision, type Decision, listDecisions } from './contract.ts';
export { list } from './list.ts';
export { loadDecisions } from './row.ts';

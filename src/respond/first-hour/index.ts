export { type Certainty, type FirstHour, type Question, showFirstHour } from './contract.ts';
export { type Facts, loadFacts } from './facts.ts';
export { isNew } from './is-new.ts';
export { flowing, ours, real } from './questions.ts';
export { show } from './show.ts';

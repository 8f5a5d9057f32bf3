export { buildIndex } from './build.ts';
export { ExactIndex } from './exact-index.ts';
export type { Header as IndexHeader } from './header.ts';
export { ExactMatcher, type Match } from './matches.ts';
export type { IndexOutput } from './page-writer.ts';
export { readIndexHeader } from './header.ts';

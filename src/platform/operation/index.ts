export { type Answer, type Arguments, type Gate, type Operation, type Shape, operation } from './operation.ts';
export {
  type LongAsked,
  longPage,
  type LongPage,
  longQuery,
  page,
  type Page,
  pageOf,
  pageQuery,
  readCursor,
  withTotal,
} from './page.ts';
export { scopes, type Scope } from './scopes.ts';

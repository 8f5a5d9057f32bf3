export { type Answer, type Arguments, type Gate, type Operation, type Shape, operation } from './operation.ts';
export { page, type Page, pageOf, pageQuery, readCursor } from './page.ts';
export { scopes, type Scope } from './scopes.ts';

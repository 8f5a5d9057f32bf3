export { type Code, catalogue } from './catalogue.ts';
export { CofferdamError, codeOf, explain, fail } from './error.ts';

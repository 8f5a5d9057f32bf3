export { buildPage } from './build.ts';
export { servePage } from './serve.ts';

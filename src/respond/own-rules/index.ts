export { list } from './list.ts';
export { end, use, type UseOwnRule } from './use.ts';

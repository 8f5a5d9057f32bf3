export { list } from './list.ts';
export { remove } from './remove.ts';
export { save } from './save.ts';

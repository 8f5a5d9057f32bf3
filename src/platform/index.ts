export * from './errors/index.ts';
export * from './sandbox/index.ts';
export * from './spill/index.ts';
export * from './threads/index.ts';

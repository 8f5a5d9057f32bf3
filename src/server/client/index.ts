export { type Client, type ClientInit, createClient } from './client.ts';
export * as operations from './operations.ts';

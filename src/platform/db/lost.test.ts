import { expect, test } from 'vitest';
import { codeOf, CofferdamError } from '../errors/index.ts';
import { orGone } from './lost.ts';

const said = (message: string, fields: object = {}): Error => Object.assign(new Error(message), fields);

test.each<[string, unknown, boolean]>([
  ['a socket that is not there', said('x', { code: 'ENOENT', syscall: 'connect' }), true],
  ['a file that is not there', said('x', { code: 'ENOENT', syscall: 'open' }), false],
  ['a connection that was reset', said('x', { code: 'ECONNRESET', syscall: 'read' }), true],
  ['a server that recovers', said('x', { code: '57P03' }), true],
  ['a statement that was cancelled', said('x', { code: '57014' }), false],
  ['a row that is there twice', said('x', { code: '23505' }), false],
  ['what the driver says without a code', said('Connection terminated unexpectedly'), true],
  ['an error of ours', new CofferdamError('nothing-there'), false],
  ['no error at all', 'gone', false],
])('%s', (_, error, isGone) => {
  expect(codeOf(orGone(error)) === 'database-gone').toBe(isGone);
  if (!isGone) expect(orGone(error)).toBe(error);
});

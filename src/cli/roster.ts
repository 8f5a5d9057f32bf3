import type { Persons } from '#inspect';
export function addRoster(_path: string, _key: Uint8Array, _persons: Persons): Promise<void> {
  return Promise.resolve();
}

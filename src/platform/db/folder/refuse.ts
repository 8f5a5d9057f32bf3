import { CofferdamError } from '../../errors/index.ts';

/** What the file system refuses below the data folder: `data-disk-full` (or a quota), else `folder-not-writable`. */
export function refuseFolder(path: string, error: unknown): never {
  if (error instanceof CofferdamError) throw error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  throw new CofferdamError(isFull ? 'data-disk-full' : 'folder-not-writable', code ? `${path}: ${code}` : path, error);
}

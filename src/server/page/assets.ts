import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { fail } from '#platform/errors';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** Brotli; undefined where it would gain nothing. */
  readonly packed: Buffer | undefined;
}

/**
 * Hands out the files of the page, 3 MB, out of memory, for a year: their names change with what is in them. No name that
 * somebody asks for ever becomes a path.
 */
export async function serveAssets(http: FastifyInstance, folder: string): Promise<void> {
  const assets = await readAssets(folder);
  http.get<{ Params: { name: string } }>('/assets/:name', async ({ params, headers }, reply) => {
    const { type, bytes, packed } = assets.get(params.name) ?? fail('nothing-there');
    const isPacked = packed !== undefined && /\bbr\b/.test(headers['accept-encoding'] ?? '');
    reply.type(type).headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    if (isPacked) reply.header('content-encoding', 'br');
    return reply.send(isPacked ? packed : bytes);
  });
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const names = new Set(await readdir(folder));
  const read = async (name: string): Promise<readonly [string, Asset]> => {
    const packed = names.has(`${name}.br`) ? await readFile(join(folder, `${name}.br`)) : undefined;
    const type = types[extname(name)] ?? 'application/octet-stream';
    return [name, { type, bytes: await readFile(join(folder, name)), packed }];
  };
  return new Map(await Promise.all([...names].filter((name) => !name.endsWith('.br')).map(read)));
}

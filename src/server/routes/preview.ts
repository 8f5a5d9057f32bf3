import { CofferdamError } from '#platform/errors';
import { type Desk, evidence } from '#respond';
import { handle, type Route } from '../api/index.ts';
import type { Previews } from '../inspection/index.ts';
import { inUse } from './own-in-use.ts';

/** Text of evidence, masked: as JSON, of which no browser makes a page. */
export function previewRoutes(desk: Desk, previews: Previews): Route[] {
  return [
    handle(evidence.previewEvidence, async ({ asker, params, query, reply }) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort(new CofferdamError('upload-cut', 'the one who asked has gone')));
      const source = await evidence.openPreview(desk, asker, { ...params, ...query });
      reply.header('cache-control', 'no-store');
      return previews.read(source, await inUse(desk, asker), gone.signal);
    }),
  ];
}

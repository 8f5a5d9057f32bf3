import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { fail } from '#platform/errors';
import { evidence } from '#respond';
import { handle, type Route } from '../api/index.ts';

/**
 * Evidence is hostile: saved and never shown, of no type that a browser would run, and without any rights in the page
 * where one shows it all the same.
 */
function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply.headers({
    'content-disposition': evidence.attachment(name),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
}

export function evidenceRoutes(intake: evidence.Intake): Route[] {
  const { desk } = intake;
  return [
    handle(evidence.listEvidence, ({ asker, params, query }) =>
      evidence.listItems(desk, asker, { ...params, ...query }),
    ),
    handle(evidence.showEvidence, ({ asker, params }) => evidence.showItem(desk, asker, params)),
    handle(evidence.passCustodyOn, ({ asker, params, body }) =>
      evidence.passCustody(desk, asker, { ...params, ...body }),
    ),
    handle(evidence.sealEvidenceOff, ({ asker, params, body }) =>
      evidence.sealOff(intake, asker, { ...params, ...body }),
    ),
    handle(evidence.askToRead, ({ asker, params, body }) => evidence.askToFetch(desk, asker, { ...params, ...body })),
    handle(evidence.askToExport, async ({ asker, params, body }) => {
      const { mark, ...granted } = await evidence.askToFetch(desk, asker, { ...params, ...body });
      return { ...granted, mark: mark ?? fail('internal', 'a copy without a mark') };
    }),
    handle(evidence.readEvidence, async ({ asker, params, request, reply }) => {
      const opened = await evidence.openReading(desk, asker, { ...params, as: 'bytes' });
      asFile(reply, evidence.savedName(opened.name)).type('application/octet-stream').header('accept-ranges', 'bytes');
      const range = rangeIn(request.headers.range, opened.size);
      if (range === 'none') {
        reply.header('content-range', `bytes */${opened.size}`);
        fail('range-invalid');
      }
      const { from, to } = range ?? { from: 0, to: opened.size };
      if (range !== undefined) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${opened.size}`);
      return reply.header('content-length', to - from).send(Readable.from(opened.stream(from, to)));
    }),
    handle(evidence.exportEvidence, async ({ asker, params, reply }) => {
      const opened = await evidence.openReading(desk, asker, { ...params, as: 'copy' });
      const mark = opened.copy?.mark ?? fail('internal', 'a copy without a mark');
      asFile(reply, `evidence-${mark}.zip`).type('application/zip');
      return reply.send(Readable.from(evidence.copyOf(params.evidence, params.incident, opened)));
    }),
  ];
}

/**
 * Bytes [from, to) of one range (RFC 9110, 14.1.2); undefined for all of them, which a header that is not understood and
 * several ranges at once ask for too; `none` where the item has no such bytes.
 */
function rangeIn(header: string | undefined, size: number): { from: number; to: number } | 'none' | undefined {
  const [whole, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (whole === undefined || (first === '' && last === '')) return undefined;
  if (first === '')
    return Number(last) === 0 || size === 0 ? 'none' : { from: Math.max(0, size - Number(last)), to: size };
  const from = Number(first);
  const to = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < from) return undefined;
  return from < size ? { from, to } : 'none';
}

import { Readable } from 'node:stream';
import type { Desk } from '#respond';
import { handle, type Route } from '../api/index.ts';
import { make, makeReport, preview, previewReport, render } from '../report/index.ts';

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** Reports: what one would hold, and one that leaves. */
export function reportRoutes(desk: Desk): readonly Route[] {
  return [
    handle(previewReport, ({ asker, params }) => preview(desk, asker, params.incident)),
    handle(makeReport, async ({ asker, params, body, reply }) => {
      const { format } = body;
      const document = await make(desk, asker, params.incident, body);
      const bytes = await render({ format, document });
      return reply
        .headers({
          'content-type': types[format],
          'content-length': bytes.byteLength,
          'content-disposition': `attachment; filename="report-${document.mark}.${format}"`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
        })
        .send(Readable.from([bytes]));
    }),
  ];
}

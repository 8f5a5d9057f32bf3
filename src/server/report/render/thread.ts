import { parentPort, workerData } from 'node:worker_threads';
import { renderDocx } from './docx/docx.ts';
import { renderPdf } from './pdf/pdf.ts';
import type { Rendering } from './render.ts';

const { format, document } = workerData as Rendering;
const bytes = await (format === 'pdf' ? renderPdf(document) : renderDocx(document));
parentPort?.postMessage(bytes, []);

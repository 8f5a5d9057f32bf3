import { csv, tsv } from './csv.ts';
import { docx } from './docx.ts';
import type { Writer } from './format.ts';
import { html } from './html.ts';
import { json, ndjson } from './json.ts';
import { pdf } from './pdf.ts';
import { pptx } from './pptx.ts';
import { sql } from './sql.ts';
import { lines, txt } from './txt.ts';
import { xlsx } from './xlsx.ts';
import { xml } from './xml.ts';

export const formats = {
  csv,
  tsv,
  json,
  ndjson,
  xml,
  html,
  sql,
  txt,
  pdf,
  docx,
  xlsx,
  pptx,
  log: lines('log'),
  env: lines('env'),
  conf: lines('conf'),
  pem: lines('pem'),
} satisfies Record<string, Writer>;
export type FormatId = keyof typeof formats;

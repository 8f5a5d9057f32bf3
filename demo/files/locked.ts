import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import PdfKit from 'pdfkit';

/** A ZIP as packers write it with a password (AES-256): names of members are in clear, contents are not. */
export async function lockedZip(
  members: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  password: string,
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, bytes } of members) {
    await writer.add(name, new Uint8ArrayReader(bytes), { useWebWorkers: false, password, encryptionStrength: 3 });
  }
  return writer.close();
}

/** A PDF of such lines that asks for a password. */
export function lockedPdf(lines: readonly string[], password: string): Promise<Uint8Array> {
  return pdf(lines, { pdfVersion: '1.7ext3', userPassword: password, ownerPassword: `${password} owner` });
}

/** A PDF of such lines. */
export async function pdf(lines: readonly string[], options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PdfKit({ size: 'A4', ...options });
  const chunks: Uint8Array[] = [];
  const done = Promise.withResolvers<void>();
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  document.on('end', () => done.resolve());
  document.fontSize(9);
  for (const line of lines) document.text(line);
  document.end();
  await done.promise;
  return Buffer.concat(chunks);
}

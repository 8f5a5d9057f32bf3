import { gzipSync } from 'node:zlib';
import { formats } from './formats/index.ts';
import { type Attachment, mailText } from './formats/mail.ts';
import { tar } from './formats/tar.ts';
import { type Entry, zip } from './formats/zip.ts';
import type { Container, Node } from './plan.ts';
import { Random } from './random.ts';
import type { FileLedger } from './truth/ledger.ts';
import type { Vocabulary } from './words/index.ts';

/** The bytes of a file of the plan; the truth about it and its members goes to the ledger. */
export async function renderNode(node: Node, file: FileLedger, words: Vocabulary): Promise<Uint8Array> {
  const bytes = await content(node, file, words);
  await file.done();
  return bytes;
}

async function content(node: Node, file: FileLedger, words: Vocabulary): Promise<Uint8Array> {
  const random = new Random(node.seed);
  switch (node.kind) {
    case 'document':
      return formats[node.format].render({ document: node.document, file, random, words });
    case 'mail': {
      const attachments: Attachment[] = await members(node.attachments, file, words);
      return Buffer.from(mailText(node.message, attachments, file, random));
    }
    case 'mbox': {
      const texts = node.messages.map((message) =>
        mailText(message, [], file, random)
          .replaceAll('\r\n', '\n')
          .replaceAll(/^(>*From )/gm, '>$1'),
      );
      return Buffer.from(texts.map((text) => `From - ${envelopeDate(random)}\n${text}\n`).join(''));
    }
    default:
      return pack(node, file, words);
  }
}

async function pack(node: Container, file: FileLedger, words: Vocabulary): Promise<Uint8Array> {
  if (node.kind === 'zip') return zip(await members(node.members, file, words));
  if (node.kind === 'tar') return tar(await members(node.members, file, words));
  if (node.kind === 'tar.gz') {
    const inner = file.member(node.name.replace(/\.gz$/, ''));
    const bytes = tar(await members(node.members, inner, words));
    await inner.done();
    return gzipSync(bytes);
  }
  const [only] = await members(node.members, file, words);
  return only === undefined ? gzipSync('') : gzipNamed(only);
}

/** As `gzip FILE` does: the name of the file in the header (RFC 1952, FNAME). */
function gzipNamed({ name, bytes }: Entry): Uint8Array {
  const packed = gzipSync(bytes);
  packed[3] = 8;
  return Buffer.concat([packed.subarray(0, 10), Buffer.from(`${name}\0`, 'latin1'), packed.subarray(10)]);
}

async function members(nodes: readonly Node[], file: FileLedger, words: Vocabulary): Promise<Entry[]> {
  const out: Entry[] = [];
  for (const node of nodes) out.push({ name: node.name, bytes: await renderNode(node, file.member(node.name), words) });
  return out;
}

function envelopeDate(random: Random): string {
  return `Mon Mar ${random.int(10, 28)} ${random.int(10, 23)}:${random.int(10, 59)}:${random.int(10, 59)} ${random.int(2018, 2025)}`;
}

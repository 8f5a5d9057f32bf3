import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { count, ownOptions, size } from './options.ts';

/**
 * Speed of handing in a file over HTTP on loopback into the sealed vault, beside what the machine can do at all, in the
 * same run: the same bytes written plainly to the same disk (synced at the end, and as often as an upload is made safe),
 * a POST whose body is thrown away, and @tus/server that writes a plain file and syncs nothing. Rounds are interleaved;
 * each figure is the median. Last, the peak memory of the server after the first and after all uploads.
 */
const { size: total, rounds, part } = ownOptions({ size: size('1G'), rounds: count(3), part: size('64M') });
const mebibyte = 1024 * 1024;
const block = randomBytes(mebibyte);
const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));
const server = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'upload-server.ts'), folder],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
const { address, incident } = JSON.parse(line) as { readonly address: string; readonly incident: string };

async function send(
  method: string,
  url: string,
  headers: Record<string, string>,
  bytes = 0,
): Promise<{ readonly headers: IncomingMessage['headers']; readonly body: string }> {
  const asked = request(url, { method, headers: { ...headers, 'content-length': String(bytes) } });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  for (let at = 0; at < bytes; at += block.length) {
    const piece = block.subarray(0, Math.min(block.length, bytes - at));
    // Each block differs: equal blobs would be kept once.
    block.writeUInt32BE(Math.floor(Math.random() * 2 ** 32));
    if (!asked.write(piece)) await once(asked, 'drain');
  }
  asked.end();
  const [answer] = await answered;
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString();
  if ((answer.statusCode ?? 500) >= 300) throw new Error(`${method} ${answer.statusCode} ${body}`);
  return { headers: answer.headers, body };
}

const tus = { 'tus-resumable': '1.0.0' };
const said = `filename ${Buffer.from('bench').toString('base64')},how ${Buffer.from('found').toString('base64')}`;

async function upload(at: string, partBytes: number): Promise<void> {
  const begun = await send('POST', address + at, { ...tus, 'upload-length': String(total), 'upload-metadata': said });
  const place = new URL(begun.headers.location ?? '', address).href;
  for (let offset = 0; offset < total; offset += partBytes) {
    const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
    await send('PATCH', place, headers, Math.min(partBytes, total - offset));
  }
}

async function writePlainly(syncEach: number): Promise<void> {
  const handle = await open(join(folder, 'bytes'), 'w');
  for (let at = 0; at < total; at += block.length) {
    await handle.write(block);
    if ((at + block.length) % syncEach === 0) await handle.datasync();
  }
  await handle.datasync();
  await handle.close();
  await rm(join(folder, 'bytes'));
}

const ours = `/v1/incidents/${incident}/uploads`;
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  'write plainly, one fsync': () => writePlainly(total),
  'write plainly, fsync each 8 MiB': () => writePlainly(8 * mebibyte),
  'POST that is thrown away': () =>
    send('POST', `${address}/discard`, { 'content-type': 'application/octet-stream' }, total),
  '@tus/server, plain file, no fsync': () => upload('/tus', total),
  'into the sealed vault, one part': () => upload(ours, total),
  [`into the sealed vault, parts of ${(part / mebibyte).toFixed(1)} MiB`]: () => upload(ours, part),
};

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
const peak = async (): Promise<string> => {
  const { peak: bytes } = JSON.parse((await send('GET', `${address}/memory`, {})).body) as { readonly peak: number };
  return `${(bytes / 1e6).toFixed(0)} MB`;
};

try {
  const times = new Map<string, number[]>(Object.keys(acts).map((name) => [name, []]));
  const before = await peak();
  let first = '';
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, act] of Object.entries(acts)) {
      const start = performance.now();
      await act();
      times.get(name)?.push((performance.now() - start) / 1000);
      await send('POST', `${address}/empty`, {});
    }
    first ||= await peak();
  }
  const limit = median([...times.values()][0] ?? []);
  for (const [name, list] of times) {
    const rate = `${(total / 1e6 / median(list)).toFixed(0)} MB/s`;
    process.stdout.write(`${name.padEnd(38)} ${rate.padStart(10)}   ratio ${(limit / median(list)).toFixed(2)}\n`);
  }
  process.stdout.write(
    `\npeak memory of the server: ${before} at the start, ${first} after a round, ${await peak()} at the end\n`,
  );
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(folder, { recursive: true });
}

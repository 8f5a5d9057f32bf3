import { open, rm } from 'node:fs/promises';
import process from 'node:process';
import { CofferdamError, fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { printable } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { reachDesk } from './reach.ts';

export interface ReportOptions {
  readonly format: 'pdf' | 'docx';
  readonly output: string;
  /** Who gets it. */
  readonly for: string;
}

/**
 * `cofferdam report INCIDENT --for RECIPIENT -o FILE`: nothing is written before the server answered, and a file that was
 * not written whole is taken away again.
 */
export async function report(named: string, { format, output, for: recipient }: ReportOptions): Promise<void> {
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const bytes = await made(client, incident, { format, recipient });
  if (output === '-') {
    process.stdout.write(bytes);
    return;
  }
  await writePrivate(output, bytes);
  process.stderr.write(`Written to ${printable(output)}\n`);
}

async function made(
  client: Client,
  incident: string,
  body: { readonly format: 'pdf' | 'docx'; readonly recipient: string },
): Promise<Uint8Array> {
  const answer = await client.stream(operations.report.makeReport, { params: { incident }, body });
  const bytes = await answer.bytes();
  const whole = Number(answer.headers.get('content-length') ?? bytes.byteLength);
  return bytes.byteLength === whole ? bytes : fail('answer-unknown', 'the report is cut');
}

/** For its owner alone, also where it was there before with wider rights. */
async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600).catch((error: unknown) => {
    throw new CofferdamError('output-failed', path, error);
  });
  let isWhole = false;
  try {
    if ((await file.stat()).isFile()) await file.chmod(0o600);
    await file.writeFile(bytes);
    isWhole = true;
  } catch (error) {
    throw new CofferdamError('output-failed', path, error);
  } finally {
    await file.close();
    if (!isWhole) await rm(path, { force: true });
  }
}

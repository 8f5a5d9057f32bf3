import { DetailedError, Upload } from 'tus-js-client';
import { addressOf } from '../../../api/call.ts';
import { Problem, silent } from '../../../api/problem.ts';
import { passwordHeaders, type Tried, triedOf } from './passwords.ts';

/** Bytes of one request. What arrives of one that breaks is kept, and the next begins behind it. */
const partBytes = 64 * 1024 * 1024;

export interface Sending {
  readonly incident: string;
  readonly evidence: string;
  readonly file: File;
  readonly passwords: readonly string[];
  /** Told how many bytes left the browser; those that the server says are safe at the beginning. */
  readonly onSent: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Sends what is missing of an upload, to its end. Rejects with a Problem, or with the reason of `signal`. */
export function sendRest({ incident, evidence, file, passwords, onSent, signal }: Sending): Promise<Tried> {
  const [, uploadUrl] = addressOf('upload.part', { params: { incident, evidence } });
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl,
      chunkSize: partBytes,
      headers: passwordHeaders(passwords),
      // Who waits for what is decided in one place for all files: see queue.ts.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onProgress: onSent,
      onSuccess: ({ lastResponse }) => resolve(triedOf(lastResponse.getHeader('upload-passwords'))),
      onError: (error) => reject(problemOf(error)),
    });
    const stop = (): void => {
      // What is under way is given up; the server keeps what has arrived.
      void upload.abort();
      reject(signal.reason as Error);
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    upload.start();
  });
}

/** Answers to HEAD have no body, and some answers come from in between: what the status says is told then. */
function problemOf(error: Error | DetailedError): Problem {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 0 || status === 502 || status === 504) return silent();
  const said = read(response?.getBody() ?? '');
  return new Problem({
    status,
    code: said['code'] ?? `http-${status}`,
    title: said['title'] ?? 'The server refused the upload',
    detail: said['detail'] ?? 'Try again; what arrived is kept.',
    where: said['where'],
    request: said['request'],
  });
}

function read(body: string): Readonly<Record<string, string | undefined>> {
  try {
    return JSON.parse(body) as Record<string, string>;
  } catch {
    return {};
  }
}

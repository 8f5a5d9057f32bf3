import type { IncomingMessage, ServerResponse } from 'node:http';

const milliseconds = 2000;

/**
 * Ends a connection whose request was refused while its body still comes. At once, the refusal would be lost with the
 * bytes that nobody reads; for ever, somebody could send for ever. So the rest is dropped for two seconds.
 */
export function linger(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  response.once('finish', () => {
    const timer = setTimeout(() => request.destroy(), milliseconds);
    request.once('close', () => clearTimeout(timer));
    request.resume();
  });
}

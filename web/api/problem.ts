/** An answer other than the one asked for (RFC 9457), or no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** A code of docs/errors.md; `server-silent` where nothing answered. */
  readonly code: string;
  readonly status: number;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What to do. */
  readonly detail: string;
  /** Which part of what was sent is wrong; never what it held. */
  readonly where: string | undefined;
  /** Names the request in the log of the server. */
  readonly request: string | undefined;

  constructor({ code, status, title, detail, where, request }: Omit<Problem, keyof Error>) {
    super(title);
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.where = where;
    this.request = request;
  }
}

/** Any error as a problem: one of the page itself says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({
    code: 'page-failed',
    status: 0,
    title: 'This page has a fault',
    detail: 'Load it anew. If it happens again, tell whoever runs the installation what you did.',
    where: undefined,
    request: undefined,
  });
}

export const silent = (): Problem =>
  new Problem({
    code: 'server-silent',
    status: 0,
    title: 'The server does not answer',
    detail: 'What you typed stays here. The page tries again by itself.',
    where: undefined,
    request: undefined,
  });

export async function problemFrom(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const text = (name: string, otherwise: string): string => {
    const value = said[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const code = text('code', 'answer-unknown');
  // A proxy that answers in the server's stead.
  if (code === 'answer-unknown' && response.status >= 502) return silent();
  return new Problem({
    code,
    status: response.status,
    title: text('title', 'The server gave an answer that this page does not know'),
    detail: text('detail', 'Load the page anew.'),
    where: text('where', '') || undefined,
    request: text('request', '') || undefined,
  });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, browserOf, isSetUp, type SessionCaller, sessionOf } from '#platform/auth';
import { codeOf } from '#platform/errors';
import { refuseOtherSites } from '../api/same-site.ts';
import { problemOf } from '../problems.ts';
import { confirmPage, enrolPage } from './enrol.ts';
import { layout, type PageText, type Wrong } from './layout.ts';
import type { Goto, Page, PagesInit, Visit } from './page.ts';
import { passwordPage } from './password.ts';
import { sessionsPage, signOutPage } from './sessions.ts';
import { setUpPage } from './set-up.ts';
import { joinPage, resetPage, secondFactorPage, signInPage } from './sign-in.ts';
import { startPage } from './start.ts';
import { policy } from './style.ts';

export type { PagesInit } from './page.ts';

const all: readonly Page[] = [
  startPage,
  setUpPage,
  signInPage,
  secondFactorPage,
  joinPage,
  resetPage,
  enrolPage,
  confirmPage,
  sessionsPage,
  passwordPage,
  signOutPage,
];

const formLimit = 16 * 1024;

/**
 * Pages by which people come in, without any script: what the API offers for that, as forms. They are a scope of their own,
 * so that nothing but a page takes a form, and have their own content security policy.
 */
export async function registerPages(http: FastifyInstance, init: PagesInit): Promise<void> {
  await http.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formLimit },
      async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
    );
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', policy);
    });
    for (const page of all) {
      const meet = (request: FastifyRequest, reply: FastifyReply) => answer(init, page, request, reply);
      scope.get(page.path, { exposeHeadRoute: false }, meet);
      if (page.take !== undefined) scope.post(page.path, meet);
    }
  });
}

async function answer(
  init: PagesInit,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(await isSetUp(init.identity.pool)) && page !== setUpPage) return send(reply, { to: '/set-up' });
  const visit = await visitOf(init, request, reply);
  if (page.needs !== 'nothing' && visit.caller === undefined) return send(reply, { to: '/sign-in' });
  if (page.needs === 'rights' && visit.caller?.hasSecondFactor !== true) return send(reply, { to: '/' });
  if (request.method === 'GET') return send(reply, await page.show(visit));
  try {
    refuseOtherSites(request);
    return send(reply, (await page.take?.(visit)) ?? { to: '/' });
  } catch (error) {
    if (codeOf(error) === 'other-site') noteOtherSite(init, page, error, visit);
    if (codeOf(error) === 'not-signed-in') return send(reply, { to: '/sign-in' });
    const { status, title, detail } = problemOf(error, request.id);
    if (status >= 500) request.log.error({ err: error }, 'failed');
    return send(reply.code(status), await page.show(visit, wrongOf(error, { title, detail })));
  }
}

/** In the log by its address, as an operation: `page.sign-in`. */
function noteOtherSite({ refusals }: PagesInit, { path }: Page, error: unknown, { caller, visitor }: Visit): void {
  const operation = { id: `page${path === '/' ? '.start' : path.replaceAll('/', '.')}`, gate: 'open' } as const;
  refusals.note({ operation, error, caller, origin: visitor.origin, incident: undefined });
}

/** A form is refused in the words of forms. */
function wrongOf(error: unknown, wrong: Wrong): Wrong {
  if (codeOf(error) !== 'request-invalid') return wrong;
  return {
    title: 'Something is missing or was not understood',
    detail: 'Fill in all fields, and check the mail address.',
  };
}

function send(reply: FastifyReply, what: PageText | Goto): FastifyReply {
  if ('to' in what) return reply.redirect(what.to, 303);
  return reply.type('text/html; charset=utf-8').send(layout(what));
}

async function visitOf(init: PagesInit, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const { identity, cookie, originOf } = init;
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  return {
    init,
    visitor: { origin: originOf(request.ip), browser: browserOf(request.headers['user-agent']) },
    caller: await callerOf(identity, request.cookies[cookie.name]),
    typed: (name) => form.get(name) ?? '',
    openSession: (token) => void reply.setCookie(cookie.name, token, cookie.options),
    endSession: () => void reply.clearCookie(cookie.name, cookie.options),
  };
}

/** A session that is over is nobody: a page leads him to where he signs in. */
async function callerOf(
  identity: PagesInit['identity'],
  session: string | undefined,
): Promise<SessionCaller | undefined> {
  try {
    const caller = await authenticate(identity, { session });
    return caller && sessionOf(caller);
  } catch (error) {
    if (codeOf(error) === 'not-signed-in') return undefined;
    throw error;
  }
}

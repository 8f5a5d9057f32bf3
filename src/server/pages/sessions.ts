import { closeSession, listSessions, revokeSession, showSession } from '#platform/auth';
import { fail } from '#platform/errors';
import { html } from './html.ts';
import { minute } from './minute.ts';
import type { Page } from './page.ts';
import { resetNotes } from './start.ts';

export const sessionsPage: Page = {
  path: '/sessions',
  needs: 'rights',
  async show({ init, caller }, wrong) {
    const asked = caller ?? fail('not-signed-in');
    const { name, recoveryCodes, resets } = await showSession(init.identity, asked);
    const { items } = await listSessions(init.identity, asked);
    return {
      title: 'Where you are signed in',
      wrong,
      main: html`<p>You are ${name}. You have ${recoveryCodes} recovery codes left. <a href="/enrol">Enrol another app</a> to get new ones. <a href="/password">Set a new password</a>.</p>
${resetNotes(resets)}
<form method="post" action="/sign-out"><button class="quiet">Sign out here</button></form>
<h2 id="sessions">Sessions</h2>
<ul class="plain" aria-labelledby="sessions">
${items.map(
  ({ id, browser, made, lastUsed, ends, own, hasSecondFactor }) => html`<li>
<strong>${browser}</strong>${own ? ', this one' : undefined}${hasSecondFactor ? undefined : ', without a second factor'}<br>
<span class="hint">Signed in ${minute(made)}, last used ${minute(lastUsed)}, ends ${minute(ends)} at the latest</span>
${
  own
    ? undefined
    : html`<form method="post" action="/sessions"><input type="hidden" name="session" value="${id}">
<button class="quiet" aria-label="End the session of ${browser} that began ${minute(made)}">End it</button></form>`
}
</li>`,
)}
</ul>
<p>A session that is not yours? End it, and <a href="/password">set a new password</a>.</p>`,
    };
  },
  async take({ init, caller, typed }) {
    const session = typed('session');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(session)) fail('nothing-there', 'session');
    await revokeSession(init.identity, caller ?? fail('not-signed-in'), session);
    return { to: '/sessions' };
  },
};

export const signOutPage: Page = {
  path: '/sign-out',
  needs: 'session',
  show: () => ({ to: '/' }),
  async take({ init, caller, endSession }) {
    await closeSession(init.identity, caller ?? fail('not-signed-in'));
    endSession();
    return { to: '/sign-in' };
  },
};

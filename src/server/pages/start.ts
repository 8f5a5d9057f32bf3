import { type Needs, type ResetNote, showSession } from '#platform/auth';
import { fail } from '#platform/errors';
import { html, type Html } from './html.ts';
import { minute } from './minute.ts';
import type { Page } from './page.ts';

const next: Record<Needs, string> = {
  nothing: '/sessions',
  code: '/second-factor',
  enrolment: '/enrol',
  link: '/reset',
};

/** Leads to what somebody needs next; who has his rights is told first of resets of the last 30 days. */
export const startPage: Page = {
  path: '/',
  needs: 'session',
  async show({ init, caller }) {
    const { needs, resets } = await showSession(init.identity, caller ?? fail('not-signed-in'));
    if (needs !== 'nothing' || resets.length === 0) return { to: next[needs] };
    return {
      title: 'Your account was reset',
      main: html`${resetNotes(resets)}
<p><a href="/sessions">Go on</a></p>`,
    };
  },
};

const whats: Record<ResetNote['what'], string> = {
  password: 'Your password was',
  'second-factor': 'Your authenticator app was',
  both: 'Your password and your authenticator app were',
};

/** An admin who resets somebody can follow the link himself: the one he did it to is told, for 30 days. */
export function resetNotes(resets: readonly ResetNote[]): Html | undefined {
  if (resets.length === 0) return undefined;
  return html`<ul aria-label="Resets of the last 30 days">
${resets.map(({ what, by, at }) => html`<li>${whats[what]} reset by ${by.name} on ${minute(at)}.</li>\n`)}
</ul>
<p>You did not ask for it? Then somebody may have worked in your name since. Tell an auditor or another admin: the log says what was done.</p>`;
}

import { beginEnrolment, confirmEnrolment } from '#platform/auth';
import { fail } from '#platform/errors';
import { form } from './form.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';

const codeForm = (wrong: boolean): Html =>
  form({
    to: '/enrol/confirm',
    button: 'Confirm',
    wrong,
    fields: [
      {
        name: 'code',
        label: 'Code that the app shows',
        autocomplete: 'one-time-code',
        numeric: true,
        hint: 'Six digits.',
      },
    ],
  });

export const enrolPage: Page = {
  path: '/enrol',
  needs: 'session',
  show: (_, wrong) => ({
    title: 'Enrol an authenticator app',
    wrong,
    main: html`<p>Signing in takes two things: your password, and a code of an app on your phone or in your password manager. Any app for time-based codes (TOTP) will do. Have it at hand.</p>
<form method="post" action="/enrol"><button>Show the secret for the app</button></form>`,
  }),
  async take({ init, caller }) {
    const { secret, uri } = await beginEnrolment(init.identity, caller ?? fail('not-signed-in'));
    const groups = secret.match(/.{1,4}/g) ?? [];
    return {
      title: 'Put the secret into the app',
      main: html`<p>Add an account in the app and choose to type the key by hand. It is shown now, and never again.</p>
<h2 id="secret">Secret</h2>
<pre aria-labelledby="secret">${groups.join(' ')}</pre>
<p>On the device with the app, <a href="${uri}">this link</a> opens it. Programs that take a link take this one:</p>
<pre>${uri}</pre>
${codeForm(false)}`,
    };
  },
};

export const confirmPage: Page = {
  path: '/enrol/confirm',
  needs: 'session',
  show: (_, wrong) =>
    wrong === undefined
      ? { to: '/enrol' }
      : {
          title: 'Confirm the app',
          wrong,
          main: html`${codeForm(true)}
<form method="post" action="/enrol"><button class="quiet">Begin again with another secret</button></form>`,
        },
  async take({ init, visitor, caller, typed, openSession }) {
    const code = typed('code').replace(/\s/g, '');
    const asked = caller ?? fail('not-signed-in');
    const { token, recoveryCodes } = await confirmEnrolment(init.identity, asked, { code }, visitor);
    openSession(token);
    return {
      title: 'Keep your recovery codes',
      main: html`<p>The app is enrolled, and you are signed in. When you lose it, one of these codes signs you in, each once. They are shown now, and never again.</p>
<pre>${recoveryCodes.join('\n')}</pre>
<p><a href="/">The codes are kept. Go on</a></p>`,
    };
  },
};

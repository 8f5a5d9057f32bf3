import {
  beginEnrolment,
  beginExchange,
  confirmEnrolment,
  factorOf,
  identityContract as contract,
} from '#platform/auth';
import { fail } from '#platform/errors';
import { form } from './form.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';
import { parsed } from './typed.ts';

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
  show: ({ caller }, wrong) => ({
    title: caller?.hasSecondFactor === true ? 'Enrol another authenticator app' : 'Enrol an authenticator app',
    wrong,
    main:
      caller?.hasSecondFactor === true
        ? html`<p>The app you have stays in force until you have confirmed the other one. Then it and its recovery codes are worth nothing.</p>
${form({
  to: '/enrol',
  button: 'Show the secret for the other app',
  wrong: wrong !== undefined,
  fields: [
    {
      name: 'code',
      label: 'Code of the app you have, or a recovery code',
      autocomplete: 'one-time-code',
      hint: 'Six digits. Each code counts once: wait for the next one where you have just signed in.',
    },
  ],
})}`
        : html`<p>Signing in takes two things: your password, and a code of an app on your phone or in your password manager. Any app for time-based codes (TOTP) will do. Have it at hand.</p>
<form method="post" action="/enrol"><button>Show the secret for the app</button></form>`,
  }),
  async take({ init, visitor, caller, typed }) {
    const asked = caller ?? fail('not-signed-in');
    const { secret, uri } = asked.hasSecondFactor
      ? await beginExchange(
          init.identity,
          asked,
          factorOf(parsed(contract.exchangeTotp.body, { code: typed('code') }).code),
          visitor,
        )
      : await beginEnrolment(init.identity, asked);
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
<p><a href="/enrol">Begin again with another secret</a></p>`,
        },
  async take({ init, visitor, caller, typed, openSession }) {
    const { code } = parsed(contract.confirmTotp.body, { code: typed('code').replace(/\s/g, '') });
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

import { factorOf, identityContract as contract, join, setPassword, signIn, useSecondFactor } from '#platform/auth';
import { fail } from '#platform/errors';
import { form } from './form.ts';
import { html } from './html.ts';
import type { Page, Visit } from './page.ts';
import { parsed } from './typed.ts';

export const passwordHint =
  'At least 12 characters; several words are easy to keep in mind. Not your name or mail address.';

export const signInPage: Page = {
  path: '/sign-in',
  needs: 'nothing',
  show: ({ typed }, wrong) => ({
    title: 'Sign in',
    wrong,
    main: html`${form({
      to: '/sign-in',
      button: 'Go on',
      wrong: wrong !== undefined,
      fields: [
        { name: 'mail', label: 'Mail address', type: 'email', autocomplete: 'username', value: typed('mail') },
        { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      ],
    })}
<p>Were you invited? <a href="/join">Join</a>. Did an admin reset your password or app? <a href="/reset">Set it anew</a>.</p>`,
  }),
  async take({ init, visitor, typed, openSession }) {
    const asked = parsed(contract.openSessionOperation.body, { mail: typed('mail'), password: typed('password') });
    openSession((await signIn(init.identity, asked, visitor)).token);
    return { to: '/' };
  },
};

export const secondFactorPage: Page = {
  path: '/second-factor',
  needs: 'session',
  show: (_, wrong) => ({
    title: 'Enter your code',
    wrong,
    main: html`${form({
      to: '/second-factor',
      button: 'Sign in',
      wrong: wrong !== undefined,
      fields: [
        {
          name: 'code',
          label: 'Code of your authenticator app, or a recovery code',
          autocomplete: 'one-time-code',
          hint: 'Six digits. Each code counts once.',
        },
      ],
    })}
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>`,
  }),
  async take({ init, visitor, caller, typed, openSession }) {
    const factor = parsed(contract.useFactor.body, factorOf(typed('code')));
    const { token } = await useSecondFactor(init.identity, caller ?? fail('not-signed-in'), factor, visitor);
    openSession(token);
    return { to: '/' };
  },
};

/**
 * The code of an invitation is typed or pasted, and is no part of an address: addresses stay in the history of browsers and
 * in the logs of whatever stands before this server.
 */
export const joinPage: Page = {
  path: '/join',
  needs: 'nothing',
  show: (_, wrong) => ({
    title: 'Join',
    wrong,
    main: html`<p>An admin invited you and gave you a code. Choose a password; then you enrol an authenticator app.</p>
${form({
  to: '/join',
  button: 'Join',
  wrong: wrong !== undefined,
  fields: [
    { name: 'token', label: 'Code of your invitation', autocomplete: 'off', hint: 'It counts once, for seven days.' },
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: passwordHint },
  ],
})}`,
  }),
  take: (visit) => followed(visit, join, contract.joinPeople),
};

export const resetPage: Page = {
  path: '/reset',
  needs: 'nothing',
  show: (_, wrong) => ({
    title: 'Set your password or app anew',
    wrong,
    main: html`<p>An admin reset your password or your authenticator app, and gave you a code.</p>
${form({
  to: '/reset',
  button: 'Go on',
  wrong: wrong !== undefined,
  fields: [
    { name: 'token', label: 'Code from the admin', autocomplete: 'off', hint: 'It counts once, for a day.' },
    {
      name: 'password',
      label: 'New password, or your password where only the app was reset',
      type: 'password',
      autocomplete: 'new-password',
      hint: passwordHint,
    },
  ],
})}`,
  }),
  take: (visit) => followed(visit, setPassword, contract.setPasswordByLink),
};

async function followed(
  { init, visitor, typed, openSession }: Visit,
  follow: typeof join,
  { body }: typeof contract.joinPeople | typeof contract.setPasswordByLink,
) {
  const asked = parsed(body, { token: typed('token'), password: typed('password') });
  openSession((await follow(init.identity, asked, visitor)).token);
  return { to: '/' };
}

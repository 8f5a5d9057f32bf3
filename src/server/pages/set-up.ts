import { identityContract, isSetUp, setUp } from '#platform/auth';
import { form } from './form.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { passwordHint } from './sign-in.ts';
import { parsed } from './typed.ts';

/** The first page of all: the code that the server printed makes somebody the first admin. */
export const setUpPage: Page = {
  path: '/set-up',
  needs: 'nothing',
  async show({ init, typed }, wrong) {
    if (await isSetUp(init.identity.pool)) return { to: '/' };
    return {
      title: 'Set Cofferdam up',
      wrong,
      main: html`<p>You become the first admin: you run the installation and invite others. You see no incident unless a lead lets you in.</p>
${form({
  to: '/set-up',
  button: 'Set up',
  wrong: wrong !== undefined,
  fields: [
    { name: 'code', label: 'Set-up code', autocomplete: 'off', hint: 'The server printed it when it started.' },
    { name: 'name', label: 'Your name', autocomplete: 'name', value: typed('name') },
    { name: 'mail', label: 'Mail address', type: 'email', autocomplete: 'username', value: typed('mail') },
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: passwordHint },
  ],
})}`,
    };
  },
  async take({ init, visitor, typed, openSession }) {
    const asked = parsed(identityContract.makeSetUp.body, {
      code: typed('code'),
      name: typed('name'),
      mail: typed('mail'),
      password: typed('password'),
    });
    const { token, halves } = await setUp(init.identity, asked, visitor, init.saveRecovery);
    openSession(token);
    return {
      title: 'Keep the recovery key',
      main: html`<p>When the master key of this installation is lost, nothing that it sealed can be read, unless somebody has both halves of this key and the recovery file of the data folder. They are shown now, and never again.</p>
<p>Print this page, or write the halves down, and give each to another person. One half alone is worth nothing.</p>
<h2 id="half-a">Half A</h2>
<pre aria-labelledby="half-a">${halves.a}</pre>
<h2 id="half-b">Half B</h2>
<pre aria-labelledby="half-b">${halves.b}</pre>
<p>Before you can do anything else, you enrol an authenticator app.</p>
<p><a href="/enrol">Both halves are kept. Go on</a></p>`,
    };
  },
};

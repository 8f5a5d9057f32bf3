import { changePassword, identityContract as contract } from '#platform/auth';
import { fail } from '#platform/errors';
import { form } from './form.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { passwordHint } from './sign-in.ts';
import { parsed } from './typed.ts';

export const passwordPage: Page = {
  path: '/password',
  needs: 'rights',
  show: (_, wrong) => ({
    title: 'Set a new password',
    wrong,
    main: html`<p>All your other sessions end. API keys stay: end those that are not yours yourself.</p>
${form({
  to: '/password',
  button: 'Set it',
  wrong: wrong !== undefined,
  fields: [
    { name: 'old', label: 'Password you have now', type: 'password', autocomplete: 'current-password' },
    { name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: passwordHint },
  ],
})}
<p><a href="/sessions">Leave it as it is</a></p>`,
  }),
  async take({ init, visitor, caller, typed }) {
    const asked = parsed(contract.changeOwnPassword.body, { old: typed('old'), password: typed('password') });
    await changePassword(init.identity, caller ?? fail('not-signed-in'), asked, visitor);
    return { to: '/sessions' };
  },
};

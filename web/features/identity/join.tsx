import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { Entrance } from './entrance.tsx';
import { LinkForm } from './link-form.tsx';

/** Follows an invitation. Its code is pasted and is no part of an address: addresses stay in the history of browsers. */
export function Join() {
  const navigate = useNavigate();
  const follow = useAct('people.join', { changes: ['session.show'], done: () => navigate({ to: '/' }) });
  return (
    <Entrance
      title="Join"
      lead="An admin invited you and gave you a code. Choose a password; then you enrol an authenticator app."
      foot={
        <Anchor component={Link} to="/sign-in" size="sm">
          Sign in instead
        </Anchor>
      }
    >
      <LinkForm
        token={{ label: 'Code of your invitation', description: 'It counts once, for seven days.' }}
        password="Password"
        button="Join"
        isBusy={follow.isPending}
        error={follow.error}
        onSubmit={(body) => follow.mutate({ body })}
      />
    </Entrance>
  );
}

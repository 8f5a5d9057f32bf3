import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { Entrance } from './entrance.tsx';
import { LinkForm } from './link-form.tsx';

/** Follows a reset by an admin. */
export function Reset() {
  const navigate = useNavigate();
  const follow = useAct('password.set', { changes: ['session.show'], done: () => navigate({ to: '/' }) });
  return (
    <Entrance
      title="Set your password or app anew"
      lead="An admin reset your password or your authenticator app, and gave you a code."
      foot={
        <Anchor component={Link} to="/sign-in" size="sm">
          Sign in instead
        </Anchor>
      }
    >
      <LinkForm
        token={{ label: 'Code from the admin', description: 'It counts once, for a day.' }}
        password="New password, or your password where only the app was reset"
        button="Go on"
        isBusy={follow.isPending}
        error={follow.error}
        onSubmit={(body) => follow.mutate({ body })}
      />
    </Entrance>
  );
}

import { Alert, Anchor, Button, Center, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SecretText } from '../../ui/secret-text.tsx';
import { Entrance } from './entrance.tsx';
import { Qr } from '../../ui/qr.tsx';
import { digitsOf } from './words.ts';

/** An authenticator app is enrolled, or another one in place of it: secret, a code of it, recovery codes. */
export function Enrol() {
  const [enrolment, setEnrolment] = useState<Got<'totp.enrol'>>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} />;
  if (enrolment !== undefined)
    return <Confirm enrolment={enrolment} onConfirmed={setCodes} onAgain={() => setEnrolment(undefined)} />;
  return <Begin onBegun={setEnrolment} />;
}

function Begin({ onBegun }: { readonly onBegun: (enrolment: Got<'totp.enrol'>) => void }) {
  const { data: session } = useQuery(ask('session.show'));
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' } });
  const begin = useAct('totp.enrol', { done: onBegun });
  const exchange = useAct('totp.exchange', { done: onBegun });
  if (session?.needs === 'nothing')
    return (
      <Entrance
        title="Enrol another authenticator app"
        lead="The app you have stays in force until you have confirmed the other one. Then it and its recovery codes are worth nothing."
      >
        <form onSubmit={form.onSubmit(({ code }) => exchange.mutate({ body: { code: code.trim() } }))}>
          <Stack gap="sm">
            <TextInput
              label="Code of the app you have, or a recovery code"
              description="Six digits. Each code counts once: wait for the next one where you have just signed in."
              autoComplete="one-time-code"
              required
              key={form.key('code')}
              {...form.getInputProps('code')}
            />
            <ProblemNote error={exchange.error} />
            <Button type="submit" loading={exchange.isPending}>
              Show the secret for the other app
            </Button>
          </Stack>
        </form>
      </Entrance>
    );
  return (
    <Entrance
      title="Enrol an authenticator app"
      lead="Signing in takes two things: your password, and a code of an app on your phone or in your password manager. Any app for time-based codes (TOTP) will do. Have it at hand."
    >
      <ProblemNote error={begin.error} />
      <Button loading={begin.isPending} onClick={() => begin.mutate({})}>
        Show the secret for the app
      </Button>
    </Entrance>
  );
}

interface ConfirmProps {
  readonly enrolment: Got<'totp.enrol'>;
  readonly onConfirmed: (codes: readonly string[]) => void;
  readonly onAgain: () => void;
}

function Confirm({ enrolment: { secret, uri }, onConfirmed, onAgain }: ConfirmProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' } });
  // The session has another token and its rights now, but nothing is asked anew before the codes are kept.
  const confirm = useAct('totp.confirm', { done: ({ recoveryCodes }) => onConfirmed(recoveryCodes) });
  const groups = (secret.match(/.{1,4}/g) ?? []).join(' ');
  return (
    <Entrance
      title="Put the secret into the app"
      lead="Scan the picture with the app, or add an account by hand. It is shown now, and never again."
      foot={
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          Begin again with another secret
        </Anchor>
      }
    >
      <Center>
        <Qr text={uri} label="QR code of the secret; the same secret stands below as text" />
      </Center>
      <SecretText label="Secret" text={groups} />
      <Text size="sm">
        On the device with the app,{' '}
        <Anchor href={uri} underline="always">
          this link
        </Anchor>{' '}
        opens it.
      </Text>
      <form onSubmit={form.onSubmit(({ code }) => confirm.mutate({ body: { code: digitsOf(code) } }))}>
        <Stack gap="sm">
          <TextInput
            label="Code that the app shows"
            description="Six digits."
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
          <ProblemNote error={confirm.error} />
          <Button type="submit" loading={confirm.isPending}>
            Confirm
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const [isKept, setKept] = useState(false);
  const navigate = useNavigate();
  return (
    <Entrance
      title="Keep your recovery codes"
      lead="The app is enrolled, and you are signed in. When you lose it, one of these codes signs you in, each once. They are shown now, and never again."
    >
      <SecretText label="Recovery codes" text={codes.join('\n')} />
      <Alert color="gray" p="sm">
        Keep them where the app is not: on paper, or in another safe place.
      </Alert>
      <Checkbox
        label="The codes are kept"
        checked={isKept}
        onChange={({ currentTarget }) => setKept(currentTarget.checked)}
      />
      <Button disabled={!isKept} onClick={() => void navigate({ to: '/', reloadDocument: true })}>
        Go on
      </Button>
    </Entrance>
  );
}

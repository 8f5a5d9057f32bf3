import { Box, Button, Flex, Group, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { BackupSection, ContactsSection, EntitiesSection, NameSection, RosterSection } from '../organisation/index.ts';
import { InviteForm } from '../people/index.ts';
import { leave } from './left.ts';
import { StepList } from './step-list.tsx';
import { type Step, steps, useDone } from './steps.ts';

const pages: Readonly<Record<Step, ReactNode>> = {
  organisation: <NameSection />,
  entities: <EntitiesSection />,
  contacts: <ContactsSection />,
  roster: <RosterSection />,
  backup: <BackupSection />,
  people: (
    <Section
      title="Invite people"
      lead="You run the installation and see no incident. Invite who will lead one: they open it, and let others in."
    >
      <Box maw={440}>
        <InviteForm />
      </Box>
    </Section>
  ),
};

/** What the first admin does after setting up; each step may be left, and found again. */
export function Welcome() {
  const { step: named } = useSearch({ from: '/inside/welcome' });
  const done = useDone();
  const here = named ?? steps.find(({ step }) => done?.[step] === false)?.step ?? 'organisation';
  const next = steps[steps.findIndex(({ step }) => step === here) + 1];
  return (
    <>
      <PageHead
        title="Get ready for the first incident"
        action={
          <Button variant="default" onClick={leave} renderRoot={(props) => <Link to="/" {...props} />}>
            Leave for now
          </Button>
        }
      >
        Ten minutes now save the first hour later. Leave any step for another day: the desk says what is missing.
      </PageHead>
      <Flex gap={{ base: 'md', md: 'xl' }} direction={{ base: 'column', md: 'row' }} align="stretch">
        <Box w={{ base: '100%', md: 240 }} flex="none">
          <StepList here={here} done={done} />
        </Box>
        <Stack gap="md" flex={1} miw={0} maw={960}>
          {pages[here]}
          <Group justify="flex-end">
            {next !== undefined && (
              <Button
                rightSection={<IconArrowRight size={16} aria-hidden />}
                variant={done?.[here] === true ? 'filled' : 'default'}
                renderRoot={(props) => <Link to="/welcome" search={{ step: next.step }} {...props} />}
              >
                {done?.[here] === true ? next.label : `Later; go on to: ${next.label}`}
              </Button>
            )}
            {next === undefined && (
              <Button onClick={leave} renderRoot={(props) => <Link to="/" {...props} />}>
                Go to the desk
              </Button>
            )}
          </Group>
          {here === 'people' && (
            <Text size="sm" c="dimmed" ta="right">
              All of it stands under Organisation and People later.
            </Text>
          )}
        </Stack>
      </Flex>
    </>
  );
}

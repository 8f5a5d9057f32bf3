import { Box, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHere, type Present } from '../../api/presence.ts';
import { ask } from '../../api/query.ts';
import { Face } from '../../ui/face.tsx';
import { roleLabels } from '../incidents/words.ts';
import { whereIs } from './places.ts';
import classes from './who-is-here.module.css';

const shown = 4;

/** The others who have the incident open, by their initials; opens to who they are and where. Nothing where one is alone. */
export function WhoIsHere({ incident }: { readonly incident: string }) {
  const [isOpen, setOpen] = useState(false);
  const here = useHere(incident);
  const { data } = useQuery({ ...ask('members.list', { params: { incident } }), enabled: here !== undefined });
  const people = (here?.people ?? []).flatMap((one) => {
    // Somebody may be here before the list that has them.
    const member = data?.members.find(({ person }) => person === one.person);
    return member === undefined ? [] : [{ ...one, name: member.name, role: member.role }];
  });
  if (people.length === 0) return null;
  const said = people.map((one) => `${one.name}${whereIn(one)}`);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={280}
      withRoles={false}
      withinPortal={false}
    >
      <Popover.Target>
        <Tooltip label={`Also here: ${said.join('; ')}`} multiline maw={320} disabled={isOpen}>
          <UnstyledButton
            className={classes['here']}
            aria-expanded={isOpen}
            aria-label={`Also here: ${said.join('; ')}`}
            onClick={() => setOpen(!isOpen)}
            onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
            onBlur={() => setOpen(false)}
          >
            <span className={classes['faces']}>
              {people.slice(0, shown).map(({ person, name }) => (
                <Face key={person} name={name} />
              ))}
            </span>
            <More count={people.length - shown} from="sm" />
            <More count={people.length - 1} below="sm" />
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="xs" c="dimmed" mb="xs">
          Have this incident open now
        </Text>
        <Stack gap="sm" component="ul" className={classes['list']}>
          {people.map((one) => (
            <li key={one.person} className={classes['one']}>
              <Face name={one.name} />
              <div>
                <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
                  {one.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {whereIs(one) ?? roleLabels[one.role]}
                </Text>
              </div>
            </li>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface MoreProps {
  readonly count: number;
  /** Width of the page from which, or below which, this is how many have no face. */
  readonly from?: 'sm';
  readonly below?: 'sm';
}

function More({ count, from, below }: MoreProps) {
  if (count <= 0) return null;
  return (
    <Box component="span" className={classes['more'] ?? ''} visibleFrom={from} hiddenFrom={below} data-count={count} />
  );
}

function whereIn(one: Present): string {
  const where = whereIs(one);
  return where === undefined ? '' : ` (${where})`;
}

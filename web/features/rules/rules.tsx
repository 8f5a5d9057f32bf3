import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHead } from '../../ui/page-head.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { RuleList } from './rule-list.tsx';
import { RulePanel } from './rule-panel.tsx';
import type { RulesSearch } from './search.ts';
import { TryBox } from './try-box.tsx';

/** By what personal data and secrets are recognised: the rules, one of them whole, and a text tried against all. */
export function RulesPage() {
  const search = useSearch({ from: '/inside/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const { rule, incident, ...narrowed } = search;
  const open = (id: string | undefined) =>
    void navigate({ search: id === undefined ? narrowed : { ...narrowed, rule: id }, replace: id === undefined });
  const choose = (id: string | undefined) =>
    void navigate({
      search: { ...narrowed, ...(rule && { rule }), ...(id !== undefined && { incident: id }) },
      replace: true,
    });
  const narrow = (to: Omit<RulesSearch, 'rule' | 'incident'>) => void navigate({ search: to, replace: true });
  return (
    <>
      <PageHead title="Rules">
        By what inspection recognises personal data and secrets. Each rule shows what it finds, and what it leaves
        alone.
      </PageHead>
      <Stack gap="xl">
        <TryBox onOpen={open} />
        <RuleList search={narrowed} onNarrow={narrow} onOpen={open} />
      </Stack>
      <SidePanel title="Rule" isOpen={rule !== undefined} onClose={() => open(undefined)}>
        {rule !== undefined && <RulePanel key={rule} rule={rule} incident={incident} onIncident={choose} />}
      </SidePanel>
    </>
  );
}

import { Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { phases, type Phase } from '../words.ts';
import classes from './phase-rail.module.css';

/** The five phases in a row, and in which the incident is. */
export function PhaseRail({ phase }: { readonly phase: Phase }) {
  const here = phases.findIndex((one) => one.phase === phase);
  return (
    <ol className={classes['rail']} aria-label="Phases">
      {phases.map(({ phase: name, label, hint }, index) => {
        const state = index < here ? 'behind' : index === here ? 'here' : 'ahead';
        return (
          <Tooltip key={name} label={hint}>
            <li className={classes['step']} data-state={state} aria-current={state === 'here' ? 'step' : undefined}>
              {state === 'behind' && <IconCheck size={14} aria-label="done" />}
              {label}
            </li>
          </Tooltip>
        );
      })}
    </ol>
  );
}

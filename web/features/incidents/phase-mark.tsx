import classes from './phase-mark.module.css';
import { phases, type Phase } from './words.ts';

/** How far an incident is, in a row of a list: the word, and a picture of it. */
export function PhaseMark({ phase }: { readonly phase: Phase }) {
  const here = phases.findIndex((one) => one.phase === phase);
  return (
    <span className={classes['mark']}>
      {phases.map(({ phase: name }, index) => {
        const state = index < here ? 'behind' : index === here ? 'here' : 'ahead';
        return <span key={name} className={classes['bar']} data-state={state} aria-hidden />;
      })}
      <span className={classes['label']}>{phases[here]?.label ?? phase}</span>
    </span>
  );
}

import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './step-list.module.css';
import { type Step, steps } from './steps.ts';

interface StepListProps {
  readonly here: Step;
  readonly done: Readonly<Record<Step, boolean>> | undefined;
}

/** The steps, each with an address of its own, and whether it is done. */
export function StepList({ here, done }: StepListProps) {
  return (
    <nav aria-label="Steps">
      <ol className={classes['list']}>
        {steps.map(({ step, label, missing }) => {
          const isDone = done?.[step] === true;
          return (
            <li key={step}>
              <Link
                to="/welcome"
                search={{ step }}
                className={classes['step']}
                aria-current={step === here ? 'step' : undefined}
              >
                {isDone ? (
                  <IconCircleCheckFilled size={18} className={classes['done']} aria-hidden />
                ) : (
                  <IconCircle size={18} aria-hidden />
                )}
                <span>{label}</span>
                <span className={classes['state']}>{isDone ? 'done' : missing === undefined ? 'may wait' : ''}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

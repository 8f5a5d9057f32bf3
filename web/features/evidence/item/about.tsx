import { Anchor, Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/query.ts';
import { compartments, hows } from '../../../ui/evidence-words.ts';
import { figure, size } from '../../../ui/figures.ts';
import { When } from '../../../ui/when.tsx';
import { type ShownItem, states } from '../words.ts';
import classes from './facts.module.css';
import { Part } from './part.tsx';

interface AboutProps {
  readonly incident: string;
  readonly item: ShownItem;
  readonly nameOf: (person: string) => string;
  readonly onItem: (evidence: string) => void;
}

/** What is recorded of an item, and does not change. */
export function About({ item, nameOf, onItem }: AboutProps) {
  const { data: organisation } = useQuery(ask('organisation.show'));
  const entity = organisation?.entities.find(({ id }) => id === item.entity);
  return (
    <Part title="What it is">
      <dl className={classes['facts']}>
        <dt>State</dt>
        <dd>
          {states[item.state]}
          {item.state === 'uploading' && `: ${size(item.received)} are here`}
        </dd>
        <dt>Size</dt>
        <dd>
          {size(item.size)}
          {item.size >= 1000 && ` (${figure(item.size)} bytes)`}
        </dd>
        <dt>SHA-256</dt>
        <dd>{item.sha256 === null ? 'None to show' : <Code>{item.sha256}</Code>}</dd>
        <dt>Handed in</dt>
        <dd>
          by {nameOf(item.handedIn.by)}, <When at={item.handedIn.at} />
        </dd>
        <dt>Obtained</dt>
        <dd>
          {hows[item.how].label}
          {item.source !== null && item.source !== '' && <>: {item.source}</>}
          {item.obtained !== null && (
            <>
              , <When at={item.obtained} />
            </>
          )}
        </dd>
        <dt>Who may see it</dt>
        <dd>
          {compartments[item.compartment].label}
          {entity !== undefined && `, ${entity.name}`}
        </dd>
        {item.alike.length > 0 && (
          <>
            <dt>Same bytes as</dt>
            <dd>
              {item.alike.map((id, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <Anchor component="button" type="button" size="sm" onClick={() => onItem(id)}>
                    another item{item.alike.length > 1 && ` (${index + 1})`}
                  </Anchor>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </Part>
  );
}

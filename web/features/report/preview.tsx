import { Text, Title } from '@mantine/core';
import { Certainty } from '../../ui/certainty.tsx';
import { Bars, PreviewTable } from './preview-tables.tsx';
import classes from './report.module.css';
import { anchorOf, type Block, type Preview as PreviewOf } from './words.ts';

/** The report as it would be now, on a sheet. */
export function Preview({ preview }: { readonly preview: PreviewOf }) {
  return (
    <article className={classes['sheet']} aria-label="Preview of the report">
      <Text size="sm" c="dimmed">
        Preview
      </Text>
      <Title order={2} size="h1">
        {preview.title}
      </Title>
      {preview.blocks.map((block, index) => (
        // The order of parts does not change while one looks; each is what it is by its place.
        <Part key={`${index} ${block.kind}`} block={block} id={anchorOf(index)} />
      ))}
    </article>
  );
}

function Part({ block, id }: { readonly block: Block; readonly id: string }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <Title order={3} size="h2" id={id} className={classes['heading']}>
          {block.text}
        </Title>
      ) : (
        <Title order={4} size="h3" id={id} className={classes['lower']}>
          {block.text}
        </Title>
      );
    case 'paragraph':
      return (
        <Text
          my="xs"
          size="sm"
          {...(block.tone === 'quiet' && { c: 'dimmed' })}
          {...(block.tone === 'warning' && { fw: 600 })}
          style={{ whiteSpace: 'pre-wrap' }}
        >
          {block.text}
        </Text>
      );
    case 'facts':
      return (
        <dl className={classes['facts']}>
          {block.rows.map(({ name, value }) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      );
    case 'answer':
      return (
        <div className={classes['answer']} data-certainty={block.certainty}>
          <Text fw={600}>
            {block.question} <Certainty of={block.certainty} />
          </Text>
          <Text size="sm">{block.answer}</Text>
          <Text size="xs" c="dimmed">
            {block.from}
            {block.changed !== null && ` · last change ${block.changed}`}
          </Text>
        </div>
      );
    case 'table':
      return <PreviewTable table={block} />;
    case 'bars':
      return <Bars bars={block} />;
  }
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

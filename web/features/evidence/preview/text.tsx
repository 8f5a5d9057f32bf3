import type { Got } from '../../../api/contract.ts';
import classes from './preview.module.css';

/** Text and masked values, never as markup. */
export function PreviewText({ segments }: Pick<Got<'evidence.preview'>, 'segments'>) {
  return (
    // It scrolls: the keys must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes['text']} tabIndex={0} aria-label="Text, masked">
      {segments.map(({ text, element }, index) =>
        element === null ? (
          // Pieces have no name but their place, and never change.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{text}</span>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className={classes['masked']} title={element.replaceAll('-', ' ')}>
            {text}
          </span>
        ),
      )}
    </section>
  );
}

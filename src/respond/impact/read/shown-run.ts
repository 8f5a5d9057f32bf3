import { ownItem } from '../runs/row.ts';

/**
 * Runs of incident $1 that show something, of one item ($2) or of all: the whole before a sample, the newest of equals, one
 * for the same bytes; each with an item of the one who asks. Which of them he may see is for the policies of their tables
 * to say.
 */
export const shownRun = `
  select r.id, r.shown_attempt, coalesce($2, own.id) as evidence_id
  from (
    select distinct on (s.content) s.id, s.incident_id, s.evidence_id, s.content, s.shown_attempt
    from cofferdam.inspection_run s
    where s.incident_id = $1 and s.shown_attempt is not null and s.state <> 'replaced'
      and ($2::uuid is null or s.content = (select b.blob from cofferdam.evidence_bytes b where b.evidence_id = $2))
    order by s.content, s.state = 'complete' desc, s.queued_at desc, s.id
  ) r cross join lateral (${ownItem}) own`;

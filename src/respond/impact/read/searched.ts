import { readRuns } from '../runs/row.ts';

/**
 * Of an item `e` with bytes `b` (null where they are not there to see) and a sealing `l` of these (null where there is
 * none): the run by which its bytes are shown, as `r`. The whole before a sample, the newest of equals.
 */
export const runOfItem = `left join lateral (
    ${readRuns} r
    where r.incident_id = e.incident_id and r.content = b.blob and r.state <> 'replaced'
    order by r.state = 'complete' desc, r.stage is not null desc, r.queued_at desc, r.id limit 1
  ) r on true`;

/** How much of an item was searched: of the contract's `searched` one, or null of an abandoned upload. */
export const searchedSql = `case
    when e.state = 'abandoned' then null
    when e.state = 'uploading' then 'uploading'
    when e.sealed_off is not null or l.likeness is not null then 'sealedOff'
    when r.stage is not null then r.stage
    when exists (
      select from cofferdam.inspection_run a
      where a.incident_id = e.incident_id and a.content = b.blob and a.state in ('queued', 'running')
    ) then 'waiting'
    else 'notSearched'
  end`;

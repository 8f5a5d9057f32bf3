-- A run that was broken off goes on where it was.

alter table cofferdam.inspection_run
  -- How far its worker has come, for the one who takes it over; written in the transaction of the results up to there, sealed
  -- for `inspection_run/checkpoint/RUN`. Rows of what is gone on with carry the attempt with which that began. For the
  -- workers alone: paths of files are in it.
  add column checkpoint bytea,
  add check (checkpoint is null or state = 'running');

-- Sealed bytes do not get smaller.
alter table cofferdam.inspection_run alter column checkpoint set storage external;

-- Whatever ends a run, and whoever: the same statement empties it.
create function cofferdam.forget_checkpoint() returns trigger
  language plpgsql
  as $$
  begin
    if new.state <> 'running' then
      new.checkpoint := null;
    end if;
    return new;
  end $$;
create trigger forget_checkpoint before update on cofferdam.inspection_run
  for each row execute function cofferdam.forget_checkpoint();

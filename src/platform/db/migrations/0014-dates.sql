-- When what is in the data was written: dates of events and of documents, for each file. Summaries of runs hold the sum.

-- Counts by month, the newest days, and where in the text each stands: figures and words of our own lists, nothing that is
-- of the file's own wording. Null where there are none, and for files that an earlier version inspected.
alter table cofferdam.inspected_file add column dates jsonb;
-- The files with the newest dates are asked for by the day.
create index inspected_file_dated on cofferdam.inspected_file (run_id) where dates is not null;

import { serveJobs } from '#platform';

/** A reader process that was taken over: it sends the events that a job's file name holds as JSON, as they are. */
serveJobs(async () => async ({ job, emit }) => {
  const { options } = job as { options: { name: string } };
  for (const { header, body } of JSON.parse(options.name) as { header: object; body?: string }[]) {
    await emit({ ...header }, Buffer.from(body ?? ''));
  }
});

import type { Client } from 'pg';

/**
 * What must not be as it was: somebody may have been shut out, and a key or a link been used up, after the backup was
 * made. So whoever was let in then has to come in again: sessions, one-time links and API keys have ended. Uploads begin
 * at their first byte, since parts of files are not in a backup. Rows of the right migrations alone are there: each
 * statement asks for its table. No daily backup is made into the folder of before: beside the original, a restored copy would
 * take the place of the backup that it was made of.
 *
 * @param at milliseconds since 1970 UTC
 */
export async function settle(client: Client, at: number): Promise<void> {
  const now = new Date(at);
  for (const [table, sql] of [
    ['session', 'update cofferdam.session set ended_at = $1 where ended_at is null'],
    ['api_key', 'update cofferdam.api_key set ended_at = $1 where ended_at is null'],
    ['one_time_link', 'update cofferdam.one_time_link set used_at = $1 where used_at is null'],
    [
      'backup_setting',
      `update cofferdam.backup_setting
       set folder = null, version = version + 1, asked_at = null, begun_at = null, ended_at = null, failed = null,
         whole_at = null where folder is not null and $1::timestamptz is not null`,
    ],
    [
      'evidence_upload',
      `update cofferdam.evidence_upload u
       set received = 0, state = null, holder = null, held_until = null, fence = fence + 1, last_part_at = $1
       from cofferdam.evidence_item e where e.id = u.evidence_id and e.state = 'uploading'`,
    ],
  ] as const) {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      `cofferdam.${table}`,
    ]);
    if (rows[0]?.there === true) await client.query(sql, [now]);
  }
}

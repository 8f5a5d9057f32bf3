import type { TestDesk } from '../../testing/desk.ts';

export interface LoggedAct {
  readonly actor: { readonly kind: string; readonly id: string };
  readonly act: { readonly type: string } & Readonly<Record<string, unknown>>;
}

/** The acts of a chain in order: of an incident by its id, of the installation by `log`. */
export async function actsOf({ database }: TestDesk, chain: string): Promise<LoggedAct[]> {
  const { rows } = await database.owner.query<{ body: string }>(
    'select body from cofferdam.log_entry where chain = $1 order by seq',
    [chain],
  );
  return rows.map(({ body }) => JSON.parse(body) as LoggedAct);
}

/** The last act of a chain. */
export async function lastAct(desk: TestDesk, chain: string): Promise<LoggedAct | undefined> {
  return (await actsOf(desk, chain)).at(-1);
}

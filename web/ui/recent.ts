const place = 'recent';
const most = 12;
const known = /^(incident|evidence|in|go):[\w/-]{1,100}$/;

interface Kept {
  /** Id of the person: nobody finds what another used in the same browser. */
  readonly of: string;
  readonly ids: readonly string[];
}

/** Where somebody was lately, the newest first: ids alone, so that whoever looks into the browser reads no title. */
export function recentOf(person: string): readonly string[] {
  const { of, ids } = load();
  return of === person ? ids : [];
}

export function keepRecent(person: string, id: string): void {
  if (!known.test(id)) return;
  const ids = [id, ...recentOf(person).filter((one) => one !== id)].slice(0, most);
  try {
    localStorage.setItem(place, JSON.stringify({ of: person, ids } satisfies Kept));
  } catch {
    // A browser that keeps nothing (full, or told so) lists all in the usual order.
  }
}

export function forgetRecent(): void {
  localStorage.removeItem(place);
}

function load(): Kept {
  try {
    const { of, ids } = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Record<keyof Kept, unknown>>;
    if (typeof of !== 'string' || !Array.isArray(ids)) return { of: '', ids: [] };
    return { of, ids: ids.map(String).filter((id) => known.test(id)) };
  } catch {
    return { of: '', ids: [] };
  }
}

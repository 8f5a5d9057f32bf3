const place = 'uploads';
/** Far more than anybody leaves unfinished; the oldest go first. */
const most = 2000;

/**
 * Uploads that this browser began and has not seen end, by fingerprint: ids alone, so that whoever looks into the browser
 * learns no name and no address.
 */
export function uploadBegun(fingerprint: string): string | undefined {
  return load().find(([known]) => known === fingerprint)?.[1];
}

export function keepBegun(fingerprint: string, evidence: string): void {
  const others = load().filter(([known]) => known !== fingerprint);
  save([...others, [fingerprint, evidence] as const].slice(-most));
}

export function forgetBegun(fingerprint: string): void {
  save(load().filter(([known]) => known !== fingerprint));
}

type Begun = readonly (readonly [fingerprint: string, evidence: string])[];
const hash = /^[0-9a-f]{64}$/;
const id = /^[0-9a-f-]{36}$/;

function load(): Begun {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (one): one is readonly [string, string] =>
        Array.isArray(one) && hash.test(String(one[0])) && id.test(String(one[1])),
    );
  } catch {
    return [];
  }
}

/** A browser that keeps nothing (full, or told so) sends all the same; files are then begun anew after it was closed. */
function save(begun: Begun): void {
  try {
    localStorage.setItem(place, JSON.stringify(begun));
  } catch {
    return;
  }
}

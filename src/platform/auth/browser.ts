/** In the order in which they are asked: each browser names those it wants to be taken for. */
const programs = [
  [/cofferdam\//i, 'Cofferdam on the command line'],
  [/\bEdgA?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bcurl\//i, 'curl'],
] as const;

const systems = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** A browser in words its owner knows: "Firefox on Linux". What it says of itself is kept nowhere else. */
export function browserOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 500);
  const program = programs.find(([pattern]) => pattern.test(text))?.[1] ?? 'An unknown program';
  const system = systems.find(([pattern]) => pattern.test(text))?.[1];
  return system === undefined ? program : `${program} on ${system}`;
}

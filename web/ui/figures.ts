const whole = new Intl.NumberFormat('en');
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const fineShare = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** `1,234` */
export const figure = (count: number): string => whole.format(count);

/** `1 file`, `2 files` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

/** `4,812 to 4,930`; one figure where both are the same. */
export const range = (least: number, most: number): string =>
  least === most ? figure(least) : `${figure(least)} to ${figure(most)}`;

/** `12 %`, never 0 % of what is there, and never 100 % while something is missing. */
export function percent(part: number, of: number): string {
  if (of === 0 || part === of) return share.format(of === 0 ? 0 : 1);
  const value = part / of;
  if (part > 0 && value < 0.001) return '< 0.1%';
  if (value > 0.999) return '> 99.9%';
  return (value < 0.1 || value > 0.99 ? fineShare : share).format(value);
}

const steps = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `12.4 MB`, in powers of ten. */
export function size(bytes: number): string {
  const step = Math.min(steps.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)} ${steps[step] ?? ''}`;
}

/** `about 3 min`; undefined where nobody could say. */
export function rest(seconds: number): string | undefined {
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  if (seconds < 60) return 'under a minute';
  if (seconds < 5400) return `about ${Math.ceil(seconds / 60)} min`;
  return `about ${Math.ceil(seconds / 3600)} h`;
}

import { size } from './output/words.ts';

/** Shows on stderr how far inspection is: bytes read, rate over the last seconds, rest. Silent where not wanted. */
export class Progress {
  private readonly shown: boolean;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly samples: { at: number; bytes: number }[] = [];
  private readonly running = new Set<() => number>();
  private total: number | undefined;
  private done = 0;
  private files = 0;
  private wide = 0;

  constructor(shown: boolean) {
    this.shown = shown;
    if (shown) this.timer = setInterval(() => this.draw(), 500);
    this.timer?.unref();
  }

  /** All bytes there are to read, once they were counted. */
  expect(total: number): void {
    this.total = total;
  }

  /** A file begins; `reached` tells how far it is. The returned function says that it is done. */
  begin(reached: () => number, bytes: number): () => void {
    this.running.add(reached);
    return () => {
      this.running.delete(reached);
      this.done += bytes;
      this.files += 1;
    };
  }

  end(): void {
    clearInterval(this.timer);
    if (this.wide > 0) process.stderr.write(`\r${' '.repeat(this.wide)}\r`);
  }

  private draw(): void {
    if (!this.shown) return;
    let bytes = this.done;
    for (const reached of this.running) bytes += reached();
    const text = this.line(bytes);
    process.stderr.write(`\r${text.padEnd(this.wide)}`);
    this.wide = text.length;
  }

  private line(bytes: number): string {
    const now = performance.now();
    this.samples.push({ at: now, bytes });
    while (this.samples.length > 20) this.samples.shift();
    const first = this.samples[0] ?? { at: now, bytes };
    const rate = now > first.at ? ((bytes - first.bytes) / (now - first.at)) * 1000 : 0;
    const parts = [
      `${this.files} files`,
      this.total === undefined ? size(bytes) : `${size(bytes)} of ${size(this.total)}`,
    ];
    if (rate > 0) parts.push(`${size(rate)}/s`);
    if (rate > 0 && this.total !== undefined) parts.push(`${duration((this.total - bytes) / rate)} left`);
    return parts.join(', ');
  }
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

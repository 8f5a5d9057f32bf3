import { spawn } from 'node:child_process';

export interface Watchdog {
  add(pid: number): void;
  remove(pid: number): void;
  close(): void;
}

/** Reads `+ pid` and `- pid`; at the end of input, which comes with the death of the parent, kills what is left. */
const script = `
trap '' HUP INT TERM QUIT
all=' '
while read -r sign pid; do
  case $sign in
    +) all="$all$pid " ;;
    -) all="\${all%% $pid *} \${all#* $pid }" ;;
  esac
done
for pid in $all; do kill -9 "-$pid"; done`;

/**
 * Kills the process groups of children when this process dies, SIGKILL included. A child notices the end of its stdin
 * only between two steps of its own, so one in an endless loop would stay; and the kernel forgets the parent-death
 * signal (prctl) of a process that changes its user. A shell that waits costs 1 ms and 1 MB.
 */
export function startWatchdog(): Watchdog {
  const shell = spawn('/bin/sh', ['-c', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
    cwd: '/',
  });
  // Without a shell no child can be started either: the pool reports that.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    add: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    remove: (pid) => void shell.stdin.write(`- ${pid}\n`),
    close: () => void shell.stdin.end(),
  };
}

import { writeFileSync } from 'node:fs';

/**
 * Keeps memory out of the image that Linux writes of a process that crashes: no mapping goes into it (Node: 73 kB in place
 * of 588 MB). What is left are names of mapped files, the beginning of the command line, and registers: of each thread some
 * 2 kB, which hold what was computed last (a SHA-256 was seen there, and it may be a round key). To be called before there
 * is anything to hide; all that this process starts inherits it, also through exec (core(5)): PostgreSQL, readers, shells.
 *
 * A limit of 0 (`ulimit -c`) leaves no image at all where the kernel writes a file, and readers, PostgreSQL and the command
 * line have it too. Alone it would do less: where `core_pattern` names a program, as distributions have it, the kernel does
 * not ask for the limit; and Node cannot set it for itself.
 *
 * @returns why it could not be done, in words; undefined where it was, or where the kernel writes no such images
 */
export function emptyCores(): string | undefined {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // Another system, or a kernel without core files.
    return code === 'ENOENT' ? undefined : `a crash could write memory into a core file (coredump_filter: ${code})`;
  }
}

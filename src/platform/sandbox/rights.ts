import process from 'node:process';
import type { Identity } from './protocol.ts';

/** Granted by no flag of ours, or for loading modules only. */
const scopes = ['fs.read', 'fs.write', 'net', 'child', 'worker', 'addons', 'wasi', 'inspector', 'ffi'] as const;

/**
 * Gives up every right that loading modules needed, for good: reading files, and as root the user too. It happens in
 * here and not before the start, because the program may lie in a folder that no other user can enter. Throws when a
 * right is still there afterwards; the child then serves nothing.
 */
export function dropRights(identity: Identity | null): void {
  const { permission } = process;
  if (permission === undefined) throw new Error('started without the permission model');
  permission.drop('fs.read');
  for (const scope of scopes) if (permission.has(scope)) throw new Error(`right not dropped: ${scope}`);
  if (identity !== null) becomeUser(identity);
  hideSignals();
}

function becomeUser({ uid, gid }: Identity): void {
  // In this order: a process that is no longer root can change neither groups nor group.
  process.setgroups?.([]);
  process.setgid?.(gid);
  process.setuid?.(uid);
  const held = [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.()];
  if (held[0] !== uid || held[1] !== uid || held[2] !== gid || held[3] !== gid) throw new Error('user not changed');
  if (process.getgroups?.().some((group) => group !== gid)) throw new Error('groups not dropped');
  const regains = [
    () => process.setuid?.(0),
    () => process.seteuid?.(0),
    () => process.setgid?.(0),
    () => process.setegid?.(0),
    () => process.setgroups?.([0]),
  ];
  for (const regain of regains) if (succeeds(regain)) throw new Error('root can be regained');
}

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/**
 * The permission model does not cover signals. As root the user id stops them; for an ordinary user only this does,
 * and only against script: native code that was taken over can still signal processes of the same user.
 */
function hideSignals(): void {
  for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd', 'binding', '_linkedBinding', 'dlopen']) {
    Reflect.deleteProperty(process, name);
    if (Reflect.has(process, name)) Reflect.defineProperty(process, name, { value: undefined });
  }
}

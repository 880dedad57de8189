/** Terminal mode for single key presses: no line buffering, no echo; Ctrl-C still raises SIGINT. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { guardTerminal } from './terminal-guard.js';

/** Switches the terminal of stdin. */
export interface TerminalMode {
  /**
   * Delivers each key at once, until {@link restore} or the end of this process, however it ends. False in the background,
   * after Ctrl-Z and `bg`: the terminal stays as its shell has set it.
   */
  enter(): boolean;
  /** Restores what was set before; harmless if nothing was changed, and in the background. */
  restore(): void;
}

/** Null if stdin cannot be switched: no `stty`, or a background job, which the system would stop for it. */
export function createTerminalMode(): TerminalMode | null {
  if (!isForeground()) return null;
  const saved = stty('-g');
  if (saved === null) return null;
  let endGuard: (() => void) | null = null;
  const restore = () => {
    if (endGuard === null) return;
    if (isForeground()) stty(saved);
    endGuard();
    endGuard = null;
  };
  const enter = () => {
    if (!isForeground()) {
      restore(); // the guard would stop this job, too
      return false;
    }
    endGuard ??= guardTerminal(saved);
    stty('-icanon', '-echo', 'min', '1', 'time', '0');
    return true;
  };
  return { enter, restore };
}

/** Node's own raw mode would turn Ctrl-C into a character, which is not read while the event loop is blocked. */
function stty(...args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('stty', args, { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** True if this process belongs to the foreground group of its terminal: the system stops others that change its mode. */
function isForeground(): boolean {
  const groups = processGroups();
  return groups !== null && groups.own === groups.foreground;
}

function processGroups(): { own: string | undefined; foreground: string | undefined } | null {
  try {
    // After the name in parentheses: state, parent, group, session, terminal, foreground group.
    const [, , own, , , foreground] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { own, foreground };
  } catch {
    const { status, stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
    const [own, foreground] = (stdout ?? '').trim().split(/\s+/);
    return status === 0 ? { own, foreground } : null;
  }
}

/** Reads single key presses from the terminal of stdin, and restores the terminal's mode however the process ends. */
import { callAfterUnref } from '../../util/loop/clock.js';
import { createTerminalMode, type TerminalMode } from './terminal-mode.js';

/** How soon keys work again after `bg` and `fg`, ms: a shell sends no signal to a job that is running. */
const foregroundCheckMs = 1_000;

/** Switches between single keys and the mode of the shell. */
export interface KeyListener {
  enter(): void;
  restore(): void;
}

/** Starts to listen; null where stdin is no terminal, or cannot be switched to single keys. */
export function listenToKeys(onKey: (key: string) => void): KeyListener | null {
  const { stdin } = process;
  if (!stdin.isTTY) return null;
  const mode = createTerminalMode();
  if (mode === null) return null;
  stdin.setEncoding('utf8').on('data', (text: string) => {
    for (const key of text) onKey(key);
  });
  stdin.unref();
  const enter = enterInForeground(mode);
  enter();
  process.on('exit', () => mode.restore());
  process.on('SIGCONT', enter); // after Ctrl-Z and fg, the shell has restored its own mode
  return { enter, restore: () => mode.restore() };
}

/** In the background, waits: the system stops a job that reads keys there. */
function enterInForeground(mode: TerminalMode): () => void {
  let isWaiting = false;
  const enter = () => {
    if (mode.enter()) process.stdin.resume();
    else {
      process.stdin.pause();
      if (isWaiting) return;
      isWaiting = true;
      callAfterUnref(foregroundCheckMs, () => {
        isWaiting = false;
        enter();
      });
    }
  };
  return enter;
}

/** Reads single key presses from the terminal of stdin, and restores the terminal's mode however the process ends. */
import { createTerminalMode, type TerminalMode } from './terminal-mode.js';

/** Starts to listen; null where stdin is no terminal, or cannot be switched to single keys. */
export function listenToKeys(onKey: (key: string) => void): TerminalMode | null {
  if (!process.stdin.isTTY) return null;
  const mode = createTerminalMode();
  if (mode === null) return null;
  mode.enter();
  process.on('exit', () => mode.restore());
  process.on('SIGCONT', () => mode.enter()); // after Ctrl-Z and fg, the shell has restored its own mode
  process.stdin.setEncoding('utf8').on('data', (text: string) => {
    for (const key of text) onKey(key);
  });
  process.stdin.unref();
  return mode;
}

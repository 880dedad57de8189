/** Opens a page in the default browser of this machine. */
import { spawn } from 'node:child_process';

const commands: Readonly<Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Returns at once; `onError` gets the reason where no browser can be started. */
export function openBrowser(address: string, onError: (reason: string) => void, command = browserCommand()): void {
  const [program, ...args] = command;
  const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore' });
  child.once('error', ({ message }) => onError(message));
  child.unref();
}

function browserCommand(): readonly [command: string, ...args: string[]] {
  return commands[process.platform] ?? ['xdg-open'];
}

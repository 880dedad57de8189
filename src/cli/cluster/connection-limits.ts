/** How many connections a master accepts: strangers that connect must not use up the open files that its results need. */
import { readFileSync } from 'node:fs';
import type { ZmtpLimits } from '../../cluster/zmtp/limits.js';

/** What this process may open, as Linux describes it; empty elsewhere. */
export function readProcessLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

/** Three quarters of the open files at most, a quarter for connections without a handshake; none where no limit is known. */
export function connectionLimits(
  processLimits: string,
  { connections, handshakes }: Pick<ZmtpLimits, 'connections' | 'handshakes'>,
): Partial<ZmtpLimits> {
  const [, text] = /^Max open files\s+(\d+)/m.exec(processLimits) ?? [];
  if (text === undefined) return {};
  const quarter = Math.floor(Number(text) / 4);
  return { connections: Math.min(connections, 3 * quarter), handshakes: Math.min(handshakes, quarter) };
}

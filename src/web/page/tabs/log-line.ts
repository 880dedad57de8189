/** What a log line says: its level, by Locust's format `[time] host/LEVEL/name: message`. */

/** From chatty to grave; lines of no level are continuations or prints. */
export const levels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type Level = (typeof levels)[number];

/** The level of a line; null where it has none. */
export function levelOf(line: string): Level | null {
  const word = /^\[[^\]]*\]\s[^/\s]*\/(DEBUG|INFO|WARNING|ERROR|CRITICAL)\//.exec(line)?.[1];
  return (word as Level | undefined) ?? null;
}

/** True for lines that somebody should look at. */
export function isAlarming(line: string): boolean {
  const level = levelOf(line);
  return level !== null && levels.indexOf(level) >= levels.indexOf('WARNING');
}

/** True where a line is of `least` or graver; lines without a level go with INFO. */
export function isAtLeast(line: string, least: Level): boolean {
  return levels.indexOf(levelOf(line) ?? 'INFO') >= levels.indexOf(least);
}

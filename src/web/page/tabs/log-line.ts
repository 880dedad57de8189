/** What a log line says: its level, by Locust's format `[time] host/LEVEL/name: message`. */

/** In ascending order of severity; lines of no level are continuations or prints. */
export const levels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type Level = (typeof levels)[number];

/** The level of a line; null where it has none. */
export function levelOf(line: string): Level | null {
  const word = /^\[[^\]]*\]\s[^/\s]*\/(DEBUG|INFO|WARNING|ERROR|CRITICAL)\//.exec(line)?.[1];
  return (word as Level | undefined) ?? null;
}

/** True for warnings and errors. */
export function isAlarming(line: string): boolean {
  const level = levelOf(line);
  return level !== null && levels.indexOf(level) >= levels.indexOf('WARNING');
}

/** True where a line has the level `least` or a higher one; lines without a level go with INFO. */
export function isAtLeast(line: string, least: Level): boolean {
  return levels.indexOf(levelOf(line) ?? 'INFO') >= levels.indexOf(least);
}

/** Dates as Locust sends them: `{"__datetime__": true, "as_str": "YYYYMMDDTHH:MM:SS.ffffff"}`, in UTC. */

const text = /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})\d{0,3}$/;

/** The `as_str` of a valid date between the years 0 and 9999. */
export function datetimeText(date: Date): string {
  const iso = date.toISOString(); // 2026-11-30T09:30:00.123Z
  return `${iso.slice(0, 10).replaceAll('-', '')}T${iso.slice(11, 23)}000`;
}

/** The date of an `as_str`, to the millisecond; undefined if it is none. */
export function parseDatetime(asStr: unknown): Date | undefined {
  const match = typeof asStr === 'string' ? text.exec(asStr) : null;
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds, milliseconds] = match;
  const date = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Whether {@link datetimeText} can write it. */
export function hasDatetimeText(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999; // false for NaN
}

/** Moments and spans as the page shows them. Moments are epoch seconds, shown in the reader's time zone. */

/** `09:30:05`. */
export function timeText(at: number): string {
  const date = new Date(at * 1000);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** `2026-11-21 09:30:05`. */
export function dateTimeText(at: number): string {
  const date = new Date(at * 1000);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeText(at)}`;
}

/** A span as a clock shows it: `0:07`, `12:34`, `1:02:03`. */
export function spanText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** A span in words: `7 s`, `3 min 20 s`, `1 h 5 min`. */
export function spanWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const [big, small, names] = whole < 3600 ? [60, 1, ['min', 's']] : [3600, 60, ['h', 'min']];
  const rest = Math.floor((whole % big) / small);
  return `${Math.floor(whole / big)} ${names[0]}${rest > 0 ? ` ${rest} ${names[1]}` : ''}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

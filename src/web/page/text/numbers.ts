/** Numbers as the page shows them: no more digits than a reader compares at a glance. */

/** `12,345`. */
export function countText(n: number): string {
  return wholeFormat.format(Math.round(n));
}

/** A rate per second: `0`, `0.25`, `87.4`, `812.3`, `12,345`. */
export function rateText(perSecond: number): string {
  if (perSecond === 0) return '0';
  if (perSecond < 1) return perSecond.toFixed(2);
  return perSecond < 1000 ? perSecond.toFixed(1) : countText(perSecond);
}

/** Milliseconds without the unit: `0.84`, `12.5`, `480`, `1,250`. */
export function millisecondsText(ms: number): string {
  if (Number.isInteger(ms) || ms >= 100) return countText(ms);
  return ms.toFixed(ms < 10 ? 2 : 1);
}

/** A latency with its unit, for axes: `0.5 ms`, `20 ms`, `1.5 s`. */
export function latencyText(ms: number): string {
  return ms < 1000 ? `${trimZeros(ms, ms < 10 ? 1 : 0)} ms` : `${trimZeros(ms / 1000, ms < 10_000 ? 1 : 0)} s`;
}

/** At most four characters and a letter, for axes: `950`, `1.2k`, `35k`, `4M`. */
export function shortText(n: number): string {
  const size = Math.abs(n);
  if (size >= 1e6) return `${trimZeros(n / 1e6, 1)}M`;
  if (size >= 1e3) return `${trimZeros(n / 1e3, 1)}k`;
  return trimZeros(n, size < 1 ? 2 : 1);
}

/** A value of a custom metric, with at most four significant digits: `0.9321`, `12.5`, `1,250`, `3.2e-7`. */
export function metricText(n: number): string {
  const size = Math.abs(n);
  if (Number.isInteger(n) || size >= 1000) return size < 1e15 ? countText(n) : n.toExponential(3);
  return size >= 1e-4 ? String(Number(n.toPrecision(4))) : n.toExponential(1);
}

/** `0%`, `<0.1%`, `2.4%`, `37%`; never `100%` for less than all. */
export function percentText(ratio: number): string {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent < 10) return `${trimZeros(percent, 1)}%`;
  return percent >= 99.5 && percent < 100 ? `${Math.floor(percent * 10) / 10}%` : `${Math.round(percent)}%`;
}

/** `812 B`, `4.2 kB`, `1.3 MB`; thousands, not 1,024. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${trimZeros(bytes, bytes < 10 ? 1 : 0)} B`;
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  const value = bytes / 1000 ** power;
  return `${trimZeros(value, value < 100 ? 1 : 0)} ${units[power - 1]}`;
}

/** `p50`, `p99.9`; `max` for all. */
export function percentileName(fraction: number): string {
  return fraction === 1 ? 'max' : `p${Number((fraction * 100).toFixed(4))}`;
}

const wholeFormat = new Intl.NumberFormat('en-US');
const units = ['kB', 'MB', 'GB', 'TB'];

function trimZeros(n: number, digits: number): string {
  return String(Number(n.toFixed(digits)));
}

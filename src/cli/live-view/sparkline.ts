/** A row of block characters as a chart of the last values. Pure. */

const blocks = '▁▂▃▄▅▆▇█';

/** The last `width` values, the largest of them a full block; the smallest possible value is 0. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = values.slice(-width);
  const largest = Math.max(...shown, 0);
  const level = (value: number) => (largest === 0 ? 0 : Math.round((value / largest) * (blocks.length - 1)));
  return shown.map((value) => blocks[Math.max(0, level(value))]).join('');
}

/** A bar of `width` characters, `share` (0 to 1) of them filled. */
export function progressBar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

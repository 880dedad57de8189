/** A line of the latest values, without axes. */
import { thinOut } from '../series/thin-out.js';

export interface SparklineProps {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, width = 72, height = 20 }: SparklineProps) {
  const line = sparkPath(thinOut(values, width), width, height);
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {line !== '' && <path class="spark-area" d={`${line} V${height} H0 Z`} />}
      {line !== '' && <path class="spark-line" d={line} />}
    </svg>
  );
}

/** The path through `values` from the left edge to the right one, from 0 at the bottom to their greatest at the top. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return '';
  const most = Math.max(...values);
  const y = (value: number) => (most > 0 ? height - 1 - (value / most) * (height - 2) : height - 1);
  const step = width / (values.length - 1);
  return values.map((value, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}

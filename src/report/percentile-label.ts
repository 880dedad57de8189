/** Column labels of percentiles, as Locust writes them. */
import { pythonFloat } from '../util/format.js';

/** `50%` for 0.5, `99.9%` for 0.999; what is not a whole percentage shows up to six decimals, as Python floats do. */
export function percentileLabel(fraction: number): string {
  const percent = fraction * 100;
  if (Number.isInteger(percent)) return `${percent}%`;
  return `${pythonFloat(Math.round(percent * 1e6) / 1e6)}%`;
}

/** The cells of an HDR histogram of three significant digits: which values share one. The only file that knows HDR. */
import { createRequire } from 'node:module';
import type * as Library from 'hdr-histogram-js';

// One file of it: all of its formats take a tenth of the time to start.
const file: unknown = createRequire(import.meta.url)('hdr-histogram-js/dist/Int32Histogram.js');
const { default: Int32Histogram } = file as { default: typeof Library.Int32Histogram };

const hdr = new Int32Histogram(1, 2, 3);

/** Cells of values up to 2047; each further power of two has half as many. */
const [fineBits, halfBits] = [11, 10];
/** Beyond, numbers have no bits. */
const mostBits = 0x7fff_ffff;

/** The cell of a whole number of at least 0; the greater number never has the lower cell. */
export function cellOf(value: number): number {
  if (value > mostBits) return hdr.countsArrayIndex(value);
  // HdrHistogram's formula, without its logarithm and power: this is on the hot path.
  const doublings = 32 - fineBits - Math.clz32(value | ((1 << fineBits) - 1));
  return (doublings << halfBits) + (value >> doublings);
}

/** How many cells there are until the one of the greatest value that has as many bits as `value`. */
export function cellsUpTo(value: number): number {
  return ((cellOf(value) >> halfBits) + 1) << halfBits;
}

/** The middle of the values that share a cell. */
export function middleOf(cell: number): number {
  return hdr.medianEquivalentValue(hdr.valueFromIndex(cell));
}

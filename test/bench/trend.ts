/** The growth of noisy readings. Pure. */

/** The increase of the regression line of equidistant readings, from the first to the last. */
export function growth(readings: readonly number[]): number {
  const last = readings.length - 1;
  if (last < 1) return Number.NaN;
  const mean = readings.reduce((sum, reading) => sum + reading, 0) / readings.length;
  const [covariance, variance] = readings.reduce(
    ([products, squares], reading, i) => {
      const distance = i - last / 2;
      return [products + distance * (reading - mean), squares + distance ** 2];
    },
    [0, 0] as [number, number],
  );
  return (covariance / variance) * last;
}

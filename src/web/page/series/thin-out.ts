/** Long lists of values for small drawings. */

/** At most `most` values: the greatest of each stretch, so that every peak stays visible. */
export function thinOut(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  const step = values.length / most;
  return Array.from({ length: most }, (_, i) =>
    Math.max(...values.slice(Math.floor(i * step), Math.floor((i + 1) * step))),
  );
}

/** Which span of time all charts show: everything, a part that the reader chose, or the newest minutes. */
import { signal } from '@preact/signals';

/** A span of time, in epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A fixed span; or the newest `seconds`, moving on with time; null is everything. */
export type Zoom = Span | { readonly seconds: number } | null;

export const zoom = signal<Zoom>(null);

/** The minimum length of the axis, at the start of a test. */
const minSeconds = 30;

/** The visible span of points at the times `at`. */
export function visibleSpan(at: readonly number[], chosen: Zoom): Span {
  const first = at[0] ?? 0;
  const last = at.at(-1) ?? first;
  // A point stands for the second before it.
  if (chosen === null) return { from: first - 1, to: Math.max(last, first + minSeconds) };
  if ('seconds' in chosen) return { from: last - chosen.seconds, to: last };
  return chosen;
}

/** Shows only `span`; a span that is too short is ignored. */
export function zoomTo(span: Span): void {
  if (span.to - span.from >= 1) zoom.value = span;
}

/** For another test: a span that the reader chose would show none of its points. The newest minutes stay chosen. */
export function leaveSpan(): void {
  if (zoom.value !== null && 'from' in zoom.value) zoom.value = null;
}

/** Shows half of it, or twice as much, around the middle. */
export function scaleZoom(span: Span, factor: number): void {
  const [middle, half] = [(span.from + span.to) / 2, ((span.to - span.from) / 2) * factor];
  zoomTo({ from: middle - half, to: middle + half });
}

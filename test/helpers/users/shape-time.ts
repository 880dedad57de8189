/** Ticks of shapes, on a clock that the test controls: it needs fake timers. */
import { vi } from 'vitest';
import type { Tick } from '../../../src/core/shape.js';

/** A shape with synchronous ticks. */
export interface PromptShape {
  resetTime(): void;
  tick(): Tick | null;
}

/** Its tick at some seconds (whole milliseconds) after its start. */
export function tickAt(shape: PromptShape, seconds: number): Tick | null {
  shape.resetTime();
  vi.advanceTimersByTime(Math.round(seconds * 1000));
  return shape.tick();
}

/** Its ticks at 0 s, 1 s, 2 s… until it ends. */
export function ticksOf(shape: PromptShape): Tick[] {
  const ticks: Tick[] = [];
  shape.resetTime();
  for (let tick = shape.tick(); tick !== null; tick = shape.tick()) {
    ticks.push(tick);
    vi.advanceTimersByTime(1000);
  }
  return ticks;
}

/** The same, users only. */
export function usersOf(shape: PromptShape): number[] {
  return ticksOf(shape).map(([users]) => users);
}

/** Checks the class attributes that every user class has. */
import { TslocError } from '../util/error.js';

/** What is checked of a class. */
export interface ClassAttributes {
  readonly name: string;
  readonly waitTime: unknown;
  readonly weight: unknown;
  readonly fixedCount: unknown;
}

/** @throws {TslocError} `BAD_WAIT_TIME`, `BAD_WEIGHT` */
export function checkClassAttributes(attributes: ClassAttributes): void {
  const { name, waitTime } = attributes;
  if (typeof waitTime !== 'function') {
    const message = `Expected waitTime of class ${name} to be a function, got ${waitTime}.`;
    throw new TslocError('BAD_WAIT_TIME', message, { hint: 'For a wait of always 3 seconds, write constant(3).' });
  }
  for (const key of ['weight', 'fixedCount'] as const) {
    const value = attributes[key];
    if (typeof value === 'number' && value >= 0) continue;
    throw new TslocError('BAD_WEIGHT', `Expected a number of 0 or more as ${key} of class ${name}, got ${value}.`);
  }
}

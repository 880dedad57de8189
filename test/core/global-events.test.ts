import { describe, expect, it } from 'vitest';
import { Events, events } from '../../src/core/global-events.js';

describe('events', () => {
  it('are apart from those of a run that has its own', () => {
    const [one, other] = [new Events(), new Events()];
    const calls: string[] = [];
    one.quit.addListener(() => calls.push('one'));
    other.quit.fire({ exitCode: 0 });
    events.quit.fire({ exitCode: 0 });
    expect(calls).toEqual([]);
    one.quit.fire({ exitCode: 0 });
    expect(calls).toEqual(['one']);
  });
});

import { describe, expect, it } from 'vitest';
import { locustWords } from '../../src/util/locust-word-table.js';
import { refuseLocustWords } from '../../src/util/locust-words.js';

class Stats {
  numRequests = 1;
  get startTime(): number {
    return 5;
  }
}
refuseLocustWords(Stats.prototype, 'stats');

const read = (object: object, name: string) => Reflect.get(object, name);

describe('refuseLocustWords', () => {
  it('throws with the right name where Python’s spelling is read or set', () => {
    const expected = expect.objectContaining({
      code: 'UNKNOWN_NAME',
      message: 'Expected a name that tsloc has, got stats.num_requests.',
      hint: 'Use numRequests.',
    });
    expect(() => read(new Stats(), 'num_requests')).toThrow(expected);
    expect(() => Object.assign(new Stats(), { num_requests: 1 })).toThrow(expected);
  });

  it('throws with the right name for camelCase, too, where tsloc has another one', () => {
    expect(() => read(new Stats(), 'logRequest')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('request.fire') }),
    );
    expect(() => read(new Stats(), 'serializeStats')).toThrow(expect.objectContaining({ hint: 'Use drain().' }));
  });

  it('says so where tsloc has nothing like it', () => {
    expect(() => read(new Stats(), 'history')).toThrow(
      expect.objectContaining({ hint: 'tsloc has nothing like it yet.' }),
    );
  });

  it('keeps what the class or an object has', () => {
    class Page extends Stats {
      history = [1];
    }
    expect(new Stats().startTime).toBe(5);
    expect(new Page().history).toEqual([1]);
  });

  it('names a member that an object has in camelCase, whatever the table says', () => {
    const page = Object.defineProperty(new Stats(), 'useResponseTimesCache', { value: true });
    expect(() => read(page, 'use_response_times_cache')).toThrow(
      expect.objectContaining({ hint: 'Use useResponseTimesCache.' }),
    );
  });

  it('is not seen by JSON, copies, loops and comparisons', () => {
    const stats = new Stats();
    expect(JSON.stringify(stats)).toBe('{"numRequests":1}');
    expect({ ...stats }).toEqual({ numRequests: 1 });
    expect(structuredClone(stats)).toEqual({ numRequests: 1 });
    const names: string[] = [];
    for (const name in stats) names.push(name);
    expect(names).toEqual(['numRequests']);
  });
});

describe('the table', () => {
  it('has Python’s spelling on its left only, and no name that refers to another refused one', () => {
    for (const words of Object.values(locustWords) as Record<string, string | null>[])
      for (const [wrong, right] of Object.entries(words)) {
        expect(wrong).toMatch(/^_?[a-z0-9_]+$/);
        expect(right === null || !(right in words) || right === wrong).toBe(true);
      }
  });
});

import { describe, expect, it } from 'vitest';
import { copyRejectingLocustNames, hasMember, rejectLocustNames } from '../../src/util/locust-names.js';

class Stats {
  numRequests = 1;
  get startTime(): number {
    return 5;
  }
}
rejectLocustNames(Stats.prototype, 'stats');

const read = (object: object, name: string) => Reflect.get(object, name);

describe('rejectLocustNames', () => {
  it('throws with the right name if Python’s spelling is read or set', () => {
    const expected = expect.objectContaining({
      code: 'UNKNOWN_NAME',
      message: 'Expected a name that tsloc has, got stats.num_requests.',
      hint: 'Use numRequests.',
    });
    expect(() => read(new Stats(), 'num_requests')).toThrow(expected);
    expect(() => Object.assign(new Stats(), { num_requests: 1 })).toThrow(expected);
  });

  it('throws with the right name for camelCase, too, if tsloc has another one', () => {
    expect(() => read(new Stats(), 'logRequest')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('request.fire') }),
    );
    expect(() => read(new Stats(), 'serializeStats')).toThrow(expect.objectContaining({ hint: 'Use drain().' }));
  });

  it('reports a name without an equivalent', () => {
    expect(() => read(new Stats(), 'history')).toThrow(
      expect.objectContaining({ hint: 'tsloc has no equivalent yet.' }),
    );
  });

  it('keeps members of the class and the object', () => {
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

  it('is invisible to JSON, copies, loops and comparisons', () => {
    const stats = new Stats();
    expect(JSON.stringify(stats)).toBe('{"numRequests":1}');
    expect({ ...stats }).toEqual({ numRequests: 1 });
    expect(structuredClone(stats)).toEqual({ numRequests: 1 });
    const names: string[] = [];
    for (const name in stats) names.push(name);
    expect(names).toEqual(['numRequests']);
  });
});

describe('copyRejectingLocustNames', () => {
  it('copies plain data that throws on the same names', () => {
    // legacyUi is in the table: a copy of an object that has it keeps it.
    const data = { numUsers: 5, csvPrefix: null, legacyUi: true };
    const copy = copyRejectingLocustNames(data, 'parsedOptions');
    expect(copy).toEqual(data);
    expect(Object.keys(copy)).toEqual(Object.keys(data));
    expect(copy.legacyUi).toBe(true);
    expect(() => read(copy, 'num_users')).toThrow(expect.objectContaining({ hint: 'Use numUsers.' }));
    expect(() => read(copy, 'csv')).toThrow(expect.objectContaining({ hint: 'Use csvPrefix.' }));
  });
});

describe('hasMember', () => {
  it('is true for own and inherited members, not for names that throw', () => {
    const names = ['numRequests', 'startTime', 'toString', 'num_requests', 'history', 'nothing'];
    expect(names.filter((name) => hasMember(new Stats(), name))).toEqual(['numRequests', 'startTime', 'toString']);
  });
});

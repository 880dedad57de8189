import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/demo/streams.js';

describe('Streams', () => {
  const three = (streams: Streams, route: string) => Array.from({ length: 3 }, () => streams.get(route).next());

  it('continue where they were', () => {
    const [first, again] = [new Streams(1, 'x'), new Streams(1, 'x')];
    const six = Array.from({ length: 6 }, () => first.get('GET /a').next());
    expect([...three(again, 'GET /a'), ...three(again, 'GET /a')]).toEqual(six);
  });

  it('differ by seed, purpose and route', () => {
    const all = [
      three(new Streams(1, 'x'), 'GET /a'),
      three(new Streams(2, 'x'), 'GET /a'),
      three(new Streams(1, 'y'), 'GET /a'),
      three(new Streams(1, 'x'), 'GET /b'),
    ];
    expect(new Set(all.map(String)).size).toBe(4);
  });
});

import { describe, expect, it } from 'vitest';
import { throwSiteOf } from '../../../src/http/errors/throw-site.js';

function withStack(...frames: string[]): Error {
  return Object.assign(new Error('x'), { stack: ['Error: x', ...frames.map((frame) => `    at ${frame}`)].join('\n') });
}

describe('the place of an error', () => {
  it('is file and line, and the function around it', () => {
    function buy() {
      return new Error('sold out');
    }
    const short = import.meta.filename.replace(/^\/(home|Users)\/\w*\//, '~/');
    expect(throwSiteOf(buy()).replace(/:\d+/, ':n')).toBe(`${short}:n in buy`);
  });

  it.each([
    ['Shop.buy (file:///srv/a%20b/shop.ts:12:5)', '/srv/a b/shop.ts:12 in Shop.buy'],
    ['async Shop.buy (/srv/shop.ts:12:5)', '/srv/shop.ts:12 in Shop.buy'],
    ['/srv/shop.ts:12:5', '/srv/shop.ts:12'],
    ['async file:///srv/shop.ts:12:5', '/srv/shop.ts:12'],
    ['C:\\work\\shop.ts:12:5', 'C:\\work\\shop.ts:12'],
    ['Object.check [as block] (/srv/shop.ts:12:5)', '/srv/shop.ts:12 in Object.check [as block]'],
    ['buy (/home/ann/shop.ts:1:1)', '~/shop.ts:1 in buy'],
    ['buy (file:///Users/ann/load/shop.ts:1:1)', '~/load/shop.ts:1 in buy'],
  ])('of the frame %j is %j', (frame, place) => {
    expect(throwSiteOf(withStack(frame))).toBe(place);
  });

  it('is in the user’s own code, even if a library threw', () => {
    const inner = [
      'parse (node:internal/url:1:2)',
      'ask (/srv/node_modules/sdk/index.js:3:4)',
      'JSON.parse (<anonymous>)',
    ];
    expect(throwSiteOf(withStack(...inner, 'buy (/srv/shop.ts:12:5)', 'run (/srv/main.ts:1:1)'))).toBe(
      '/srv/shop.ts:12 in buy',
    );
  });

  it('is empty without a usable stack', () => {
    expect(throwSiteOf(withStack())).toBe('');
    expect(throwSiteOf(withStack('<anonymous>'))).toBe('');
  });
});

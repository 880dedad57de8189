import { describe, expect, it } from 'vitest';
import { Exceptions, framesOf } from '../../src/stats/exceptions.js';

function thrownAt(stack: string, message = 'broken'): Error {
  const error = new Error(message);
  error.stack = stack;
  return error;
}

describe('framesOf', () => {
  it('keeps the frames, a line each, without heading and message', () => {
    const stack =
      'TypeError: first line\nsecond line\n    at browse (shop.ts:9:5)\n    at async User.run (user.ts:1:1)';
    expect(framesOf(thrownAt(stack))).toBe('    at browse (shop.ts:9:5)\n    at async User.run (user.ts:1:1)\n');
  });

  it('finds the frames of a real error', () => {
    expect(framesOf(new Error('here'))).toMatch(/^ +at .*exceptions\.test\.ts:\d+:\d+\)?\n/);
  });

  it.each([
    ['text', 'text'],
    [404, '404'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ code: 1 }, '[object Object]'],
    [Object.create(null), '[object Object]'],
    [thrownAt('Error: no frames'), 'broken'],
  ])('says so for %o, which has no stack: %s', (thrown, text) => {
    expect(framesOf(thrown)).toBe(`  (thrown without a stack: ${text})\n`);
  });

  it('leaves out what called the user’s code: frames of this library and of Node, whether as URLs or as paths', () => {
    const { href, pathname } = new URL('../../src/', import.meta.url);
    const frames = [
      `    at send (${href}http/session.ts:1:1)`,
      '    at Shop.browse (/home/me/shop.ts:9:5)',
      `    at runTasks (${pathname}user/task-loop.ts:1:1)`,
      `    at async Shop.run (${href}user/user.ts:1:1)`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ];
    expect(framesOf(thrownAt(['Error: x', ...frames].join('\n')))).toBe(`${frames.slice(0, 2).join('\n')}\n`);
    expect(framesOf(thrownAt(['Error: x', ...frames.slice(2)].join('\n')))).toBe(`${frames.slice(2).join('\n')}\n`);
  });
});

describe('framesOf at the end of a run', () => {
  it.each(['async Promise.all (index 2)', 'new Promise (<anonymous>)', 'Array.map (<anonymous>)'])(
    'groups what is thrown under %s, which somebody of this library wrote, with what was thrown before',
    (caller) => {
      const { href } = new URL('../../src/', import.meta.url);
      const thrown = (...callers: string[]) =>
        thrownAt(['Error: x', '    at Shop.buy (/home/me/shop.ts:9:5)', ...callers].join('\n'));
      const own = `    at async Shop.run (${href}user/user.ts:1:1)`;
      expect(framesOf(thrown(own, `    at ${caller}`, own))).toBe(framesOf(thrown(own)));
    },
  );

  it('keeps such a frame between two of the user’s', () => {
    const frames = ['    at each (a.ts:1:1)', '    at Array.map (<anonymous>)', '    at all (a.ts:2:1)'];
    expect(framesOf(thrownAt(['Error: x', ...frames].join('\n')))).toBe(`${frames.join('\n')}\n`);
  });
});

describe('framesOf, whether this library is run as it is or mapped to its sources', () => {
  it.each(['dist', 'src'])('knows its frames in %s', (folder) => {
    const { href } = new URL(`../../${folder}/`, import.meta.url);
    const frames = ['    at Shop.buy (/home/me/shop.ts:9:5)', `    at async User.run (${href}user/user.ts:1:1)`];
    expect(framesOf(thrownAt(['Error: x', ...frames].join('\n')))).toBe(`${frames[0]}\n`);
  });
});

describe('Exceptions', () => {
  it('groups by place, keeps the first message and counts', () => {
    const exceptions = new Exceptions();
    expect(exceptions.record(thrownAt('Error: 1\n    at a (x.ts:1:1)', 'item 1'), 'local')).toBe(1);
    expect(exceptions.record(thrownAt('Error: 2\n    at a (x.ts:1:1)', 'item 2'), 'local')).toBe(2);
    expect(exceptions.record(thrownAt('Error: 3\n    at b (x.ts:2:1)', 'item 3'), 'local')).toBe(1);
    expect(exceptions.list()).toEqual([
      { count: 2, message: 'item 1', traceback: '    at a (x.ts:1:1)\n', nodes: new Set(['local']) },
      { count: 1, message: 'item 3', traceback: '    at b (x.ts:2:1)\n', nodes: new Set(['local']) },
    ]);
    expect(exceptions.size).toBe(2);
  });

  it('names each node that saw it once', () => {
    const exceptions = new Exceptions();
    for (const node of ['w1', 'w2', 'w1']) exceptions.record(thrownAt('Error\n    at a (x.ts:1:1)'), node);
    expect(exceptions.list()[0]?.nodes).toEqual(new Set(['w1', 'w2']));
  });

  it('shows text that was thrown as the message', () => {
    const exceptions = new Exceptions();
    exceptions.record('out of stock', 'local');
    expect(exceptions.list()[0]).toMatchObject({ count: 1, message: 'out of stock' });
  });

  it('forgets all when cleared', () => {
    const exceptions = new Exceptions();
    exceptions.record(new Error('x'), 'local');
    exceptions.clear();
    expect(exceptions.size).toBe(0);
    expect(exceptions.list()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { describeThrown, Exceptions, framesOf, maxExceptionRows } from '../../src/stats/exceptions.js';
import { TslocError } from '../../src/util/error.js';

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
  ])('shows the text of %o, which has no stack: %s', (thrown, text) => {
    expect(framesOf(thrown)).toBe(`  (thrown without a stack: ${text})\n`);
  });

  it('leaves out frames of this library and of Node, as URLs and as paths, unless there are no others', () => {
    const { href, pathname } = new URL('../../src/', import.meta.url);
    const frames = [
      `    at send (${href}http/session.ts:1:1)`,
      '    at process.emit (node:events:524:28)',
      '    at Shop.browse (/home/me/shop.ts:9:5)',
      `    at runTasks (${pathname}user/task-loop.ts:1:1)`,
      `    at async Shop.run (${href}user/user.ts:1:1)`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ];
    expect(framesOf(thrownAt(['Error: x', ...frames].join('\n')))).toBe(`${frames[2]}\n`);
    expect(framesOf(thrownAt(['Error: x', ...frames.slice(3)].join('\n')))).toBe(`${frames.slice(3).join('\n')}\n`);
  });
});

describe('framesOf of an installed tsloc', () => {
  it('leaves out the frames of any copy of it', () => {
    const frames = [
      '    at send (/home/me/node_modules/tsloc/dist/chunks/chunk-AB.js:1:1)',
      '    at send (file:///home/me/node_modules/tsloc/src/http/session.ts:1:1)',
      '    at Shop.browse (/home/me/shop.ts:9:5)',
    ];
    expect(framesOf(thrownAt(['Error: x', ...frames].join('\n')))).toBe(`${frames[2]}\n`);
  });

  it('shows no frames of tsloc for its own errors, also if there are no others', () => {
    const error = new TslocError('NOT_JSON', 'Expected JSON, got text.');
    error.stack = `TslocError: ${error.message}\n    at send (/x/node_modules/tsloc/dist/chunks/chunk-AB.js:1:1)`;
    expect(framesOf(error)).toBe('  (thrown without a stack: Expected JSON, got text.)\n');
  });
});

describe('describeThrown', () => {
  it('has the code and the hint of an error of tsloc, and the causes of any', () => {
    const cause = new Error('no answer', { cause: new TypeError('inner') });
    const thrown = new TslocError('NOT_JSON', 'Expected JSON.', { hint: 'Look at it.', cause });
    for (const error of [thrown, cause, cause.cause as Error]) error.stack = `${error.name}: ${error.message}`;
    expect(describeThrown(thrown)).toBe(
      'TslocError: Expected JSON. [NOT_JSON]\nLook at it.\nCaused by: Error: no answer\nCaused by: TypeError: inner',
    );
  });

  it('ends with causes that are a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describeThrown(error).match(/round/g)).toHaveLength(1);
  });
});

describe('framesOf at the end of a run', () => {
  it.each(['async Promise.all (index 2)', 'new Promise (<anonymous>)', 'Array.map (<anonymous>)'])(
    'leaves out %s below this library’s own frames, so that rows stay together',
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

describe('framesOf with and without source maps', () => {
  it.each(['dist', 'src'])('recognizes this library’s frames in %s', (folder) => {
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

  it('lists each node once', () => {
    const exceptions = new Exceptions();
    for (const node of ['w1', 'w2', 'w1']) exceptions.record(thrownAt('Error\n    at a (x.ts:1:1)'), node);
    expect(exceptions.list()[0]?.nodes).toEqual(new Set(['w1', 'w2']));
  });

  it('shows the code of an error of tsloc', () => {
    const exceptions = new Exceptions();
    exceptions.record(new TslocError('NOT_JSON', 'Expected JSON.'), 'local');
    expect(exceptions.list()[0]?.message).toBe('Expected JSON. [NOT_JSON]');
  });

  it('shows text that was thrown as the message', () => {
    const exceptions = new Exceptions();
    exceptions.record('out of stock', 'local');
    expect(exceptions.list()[0]).toMatchObject({ count: 1, message: 'out of stock' });
  });

  it('is empty after clear()', () => {
    const exceptions = new Exceptions();
    exceptions.record(new Error('x'), 'local');
    exceptions.clear();
    expect(exceptions.size).toBe(0);
    expect(exceptions.list()).toEqual([]);
  });

  it('counts texts that differ only by numbers as one row, so that a counter does not create thousands of rows', () => {
    const exceptions = new Exceptions();
    for (let i = 0; i < 100; i++) expect(exceptions.record(`error ${i}`, 'local')).toBe(i + 1);
    exceptions.record('error of another kind', 'local');
    const stackless = (text: string) => Object.assign(new Error(text), { stack: undefined });
    for (let i = 0; i < 5; i++) exceptions.record(stackless(`order 5f3a${i}`), 'local');
    expect(exceptions.list()).toMatchObject([
      { count: 100, message: 'error 0' },
      { count: 1 },
      { count: 5, message: 'order 5f3a0' },
    ]);
  });

  it('groups by place, whatever frames the message quotes', () => {
    const exceptions = new Exceptions();
    const quoting = (i: number) => new Error(`server said:\n    at Order.java:${i}\n    at b (c.ts:${i}:1)`);
    for (let i = 0; i < 50; i++) exceptions.record(quoting(i), 'local');
    expect(exceptions.list()).toMatchObject([{ count: 50 }]);
    expect(exceptions.list()[0]?.traceback).not.toContain('Order.java');
  });

  it('counts in one row what is thrown at too many places', () => {
    const exceptions = new Exceptions();
    const places = maxExceptionRows + 50;
    for (let i = 0; i < places; i++) exceptions.record(thrownAt(`Error: x\n    at a (x.ts:${i}:1)`), 'local');
    const rows = exceptions.list();
    expect(rows).toHaveLength(maxExceptionRows + 1);
    expect(rows.at(-1)).toMatchObject({ count: 50, message: expect.stringContaining('other places') });
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(places);
  });

  it('adds the rows of another process', () => {
    const [from, to] = [new Exceptions(), new Exceptions()];
    from.record(thrownAt('Error: 1\n    at a (x.ts:1:1)', 'item 1'), 'w1');
    to.record(thrownAt('Error: 2\n    at a (x.ts:1:1)', 'item 2'), 'w2');
    const delta = from.drain();
    expect(from.size).toBe(0);
    to.absorb(structuredClone(delta));
    expect(to.list()).toMatchObject([{ count: 2, message: 'item 2', nodes: new Set(['w2', 'w1']) }]);
  });
});

describe('an error while recording an error', () => {
  const throwing = {
    get: () => {
      throw new Error('from a getter');
    },
  };
  const bad: [string, unknown][] = [
    ['a stack that is a number', Object.assign(new Error('x'), { stack: 42 })],
    ['a stack that throws', Object.defineProperty(new Error('x'), 'stack', throwing)],
    ['a message that throws', Object.defineProperty(new Error('x'), 'message', throwing)],
    ['a name that throws', Object.defineProperty(new Error('x'), 'name', throwing)],
    ['a message that is an object', Object.assign(new Error('x'), { message: Object.create(null) })],
    ['a symbol', Symbol('x')],
    ['an error of tsloc with a code that throws', Object.defineProperty(new TslocError('A', 'x'), 'code', throwing)],
    ['an error of tsloc with a hint that throws', Object.defineProperty(new TslocError('A', 'x'), 'hint', throwing)],
    [
      'a proxy that refuses everything',
      new Proxy({}, { get: throwing.get, getPrototypeOf: throwing.get, has: throwing.get }),
    ],
  ];

  it.each(bad)('still counts %s', (_, thrown) => {
    const exceptions = new Exceptions();
    expect(exceptions.record(thrown, 'local')).toBe(1);
    expect(exceptions.list()).toHaveLength(1);
    expect(describeThrown(thrown)).toEqual(expect.any(String));
  });

  it.each([
    ['text', 'Error: x\n    at recurse (/shop.ts:1:1)'.padEnd(5_000_000, '\n    at recurse (/shop.ts:1:1)')],
    ['call sites', Array(100_000).fill('recurse (/shop.ts:1:1)')],
  ])('keeps the beginning of an endless stack (%s)', (_, stack) => {
    const frames = framesOf(Object.assign(new Error('x'), { stack }));
    expect(frames).toMatch(/^ {4}at recurse \(\/shop\.ts:1:1\)\n/);
    expect(frames.length).toBeLessThan(10_100);
  });

  it('still groups by place where Error.prepareStackTrace gives call sites', () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_, sites) => sites;
    try {
      const thrown = new Error('x');
      expect(framesOf(thrown)).toMatch(/^ {4}at .*exceptions\.test\.ts:\d+:\d+\)?\n/);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });
});

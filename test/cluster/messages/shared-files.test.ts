import { describe, expect, it } from 'vitest';
import {
  isOfTsloc,
  maxSharedBytes,
  readFilesData,
  toFilesData,
  toFilesRequest,
} from '../../../src/cluster/messages/shared-files.js';

const answerWith = (filename: unknown, contents: unknown = '') => ({
  locustfiles: [{ filename, contents }],
  entries: [filename],
});

describe('the files of a test as a message', () => {
  it('come back as they were, long ones too', () => {
    const files = [
      { name: 'users.ts', contents: 'x'.repeat(50_000) },
      { name: 'lib/data.json', contents: '{}' },
    ];
    expect(readFilesData(toFilesData({ entries: ['users.ts'], files }))).toEqual({ entries: ['users.ts'], files });
  });

  it('tell a worker of tsloc from one of Locust, and a master of tsloc from one of Locust', () => {
    expect([isOfTsloc(toFilesRequest('1.2')), isOfTsloc({ version: '2.46.3' })]).toEqual([true, false]);
    expect(readFilesData({ locustfiles: [{ filename: 'lf.py', contents: '' }, 'https://x/y.py'] })).toBeNull();
    for (const request of [null, 5, []]) expect(() => isOfTsloc(request)).toThrow('Expected locustfile to be a map');
  });

  it.each([
    '../users.ts',
    'a/../../users.ts',
    'a/..',
    '/etc/users.ts',
    '//host/users.ts',
    './users.ts',
    'a//users.ts',
    'C:/users.ts',
    'C:\\users.ts',
    '..\\users.ts',
    'users.ts\0.json',
    'users\n.ts',
    'users.ts:stream.ts',
    'node_modules/tsloc/index.js',
    'a/NODE_MODULES/b.js',
    '.bashrc',
    'users.sh',
    'users.ts/',
    '',
    `${'a'.repeat(1_000)}.ts`,
    5,
    null,
    ['users.ts'],
  ])('refuse the name %j', (name) => {
    expect(() => readFilesData(answerWith(name))).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });

  it.each(['a..b/users..ts', '..2026_11/users.ts', 'ä/ö ü.mts', 'lib/data.json', 'x.test.tsx'])(
    'take the name %j',
    (name) => {
      expect(readFilesData(answerWith(name))?.entries).toEqual([name]);
    },
  );

  it.each([
    ['no files', { locustfiles: [], entries: [] }],
    ['an entry that is not among them', { locustfiles: [{ filename: 'a.ts', contents: '' }], entries: ['b.ts'] }],
    ['two of one name', { locustfiles: Array(2).fill({ filename: 'a.ts', contents: '' }), entries: ['a.ts'] }],
    ['contents that are no text', answerWith('a.ts', Buffer.from('x'))],
    ['too many bytes', answerWith('a.ts', 'x'.repeat(maxSharedBytes + 1))],
    ['no list', { locustfiles: 'a.ts', entries: ['a.ts'] }],
  ])('refuse %s', (_, data) => {
    expect(() => readFilesData(data)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});

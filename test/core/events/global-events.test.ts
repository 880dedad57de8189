import { describe, expect, it } from 'vitest';
import { Events, events } from '../../../src/core/events/global-events.js';
import { filesBelow, read } from '../../helpers/files/source-files.js';

describe('events', () => {
  it('are separate from those of a run that has its own', () => {
    const [one, other] = [new Events(), new Events()];
    const calls: string[] = [];
    one.quit.addListener(() => calls.push('one'));
    other.quit.fire({ exitCode: 0 });
    events.quit.fire({ exitCode: 0 });
    expect(calls).toEqual([]);
    one.quit.fire({ exitCode: 0 });
    expect(calls).toEqual(['one']);
  });

  it('are the only state that is shared by all tests of a process', () => {
    // The module line of global-events.ts says why these places may have some.
    const homes = [
      ...[
        'core/events/global-events.ts',
        'core/request-tracker.ts',
        'user/tasks/declaration-order.ts',
        'data/feeder.ts',
      ],
      ...['runner/watchdog/', 'util/loop/', 'util/log/named-loggers.ts', 'http/timing/', 'http/tracking/tracking.ts'],
      ...['http/response/body-memory.ts', 'wire/', 'cli/', 'web/page/', 'cluster/msgpack/'],
      'cluster/zmtp/curve/token-keys.ts',
      'stats/histogram-snapshot.ts',
    ];
    const constants = 'StopUser|AbortController|RegExp|TextDecoder|TextEncoder|Error|Set|Uint32Array'; // an empty array
    const keyed = 'WeakMap|WeakSet|RunCache|DecoratedValues'; // they belong to their keys
    const made = String.raw`new (?!(?:${constants}|${keyed})\b)[A-Z]\w*(?:<.*>)?\(\)|\{ \w+: (?:true|false|null|0) \};`;
    const variable = String.raw`let (?!loaded: typeof import\()`;
    const state = new RegExp(String.raw`^(?:export )?(?:${variable}|const \w+(?:: .*)? = (?:${made}))`, 'm');
    const owners = filesBelow('src').filter((path) => path.endsWith('.ts') && state.test(read(path)));
    expect(owners).toContain('src/core/events/global-events.ts');
    expect(owners.filter((path) => !homes.some((home) => path.startsWith(`src/${home}`)))).toEqual([]);
  });
});

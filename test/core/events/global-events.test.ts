import { describe, expect, it } from 'vitest';
import { Events, events } from '../../../src/core/events/global-events.js';
import { filesBelow, read } from '../../helpers/source-files.js';

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
    const homes =
      /^src\/(core\/(events\/global-events|request-tracker)\.ts|user\/tasks\/declaration-order\.ts|runner\/watchdog\/|util\/(loop\/|named-loggers\.ts)|http\/(timing\/|response\/body-memory\.ts)|wire\/|cli\/|web\/page\/|cluster\/(msgpack\/|zmtp\/curve\/token-keys\.ts))/;
    const state =
      /^(export )?(let (?!loaded: typeof import\()|const \w+ = new (?!StopUser|AbortController|RegExp|TextDecoder|Error)[A-Z]\w*\(\))/m;
    const owners = filesBelow('src').filter((path) => path.endsWith('.ts') && state.test(read(path)));
    expect(owners).toContain('src/core/events/global-events.ts');
    expect(owners.filter((path) => !homes.test(path))).toEqual([]);
  });
});

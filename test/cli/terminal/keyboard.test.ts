import { describe, expect, it } from 'vitest';
import { createKeyHandler } from '../../../src/cli/terminal/keyboard.js';
import type { Environment } from '../../../src/core/environment.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

function pressed(keys: string, state = 'running', userCount = 5, hasPage = false) {
  const { environment, log } = makeEnvironment();
  if (hasPage) environment.webUi = { address: null } as Environment['webUi'];
  const loads: unknown[] = [];
  const runner = { state, userCount, start: async (load: unknown) => void loads.push(load) };
  environment.runner = runner as unknown as Environment['runner'];
  let quits = 0;
  const onKey = createKeyHandler(environment, environment.log.logger('x'), () => quits++);
  for (const key of keys) onKey(key);
  return { loads, log, quits };
}

describe('a key', () => {
  it.each([
    ['w', 6],
    ['W', 15],
    ['s', 4],
    ['S', 0],
  ])('%s sets %i users at 100 per second, from five running ones', (key, users) => {
    expect(pressed(key).loads).toEqual([{ users, spawnRate: 100 }]);
  });

  it('changes no users during a ramp, and logs a warning', () => {
    const { loads, log } = pressed('w', 'spawning');
    expect([loads, log]).toEqual([[], ['WARNING/x: Users cannot be changed by a key while the state is spawning.']]);
  });

  it('q stops, ? shows the keys, others do nothing', () => {
    expect(pressed('q').quits).toBe(1);
    expect(pressed('?').log).toEqual([expect.stringMatching(/^INFO\/x: Keys: w\/W add .* q stops the run, \? shows/)]);
    expect(pressed('?', 'running', 5, true).log).toEqual([
      expect.stringContaining(', Enter opens the web page, ? shows'),
    ]);
    expect(pressed('x\n\r\t')).toEqual({ loads: [], log: [], quits: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { fireInit } from '../../src/core/fire-init.js';
import { newEnvironment } from '../helpers/users/start-user.js';

describe('fireInit', () => {
  it('waits for the listeners, without a runner and a page by default', async () => {
    const { environment } = newEnvironment();
    const seen: unknown[] = [];
    environment.events.init.addListener(async ({ environment: given, runner, webUi }) => {
      await Promise.resolve();
      seen.push(given === environment, runner, webUi);
    });
    await fireInit(environment);
    expect(seen).toEqual([true, null, null]);
  });

  it('rejects after a listener that throws', async () => {
    const { environment } = newEnvironment();
    environment.events.init.addListener(() => {
      throw new Error('no database');
    });
    await expect(fireInit(environment)).rejects.toMatchObject({ code: 'INIT_FAILED' });
  });
});

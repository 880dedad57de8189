/** The start of every kind of run: its `init` event. */
import { TslocError } from '../util/error.js';
import type { Environment } from './environment.js';
import type { InitArgument } from './events/events.js';

/**
 * Fires `init` and waits for its listeners.
 * @throws {TslocError} `INIT_FAILED` if one of them throws
 */
export async function fireInit(
  environment: Environment,
  { runner, webUi }: Pick<InitArgument<Environment>, 'runner' | 'webUi'> = { runner: null, webUi: null },
): Promise<void> {
  await environment.events.init.fireAndWait({ environment, runner, webUi });
  if (environment.unhandledError)
    throw new TslocError('INIT_FAILED', 'Expected every init listener to succeed; one threw.');
}

import { expect, it } from 'vitest';
import { recordUncaught } from '../../../src/cli/run/uncaught-errors.js';
import { events } from '../../../src/core/events/global-events.js';
import { StopTest, StopUser } from '../../../src/core/signals.js';

const names = ['uncaughtException', 'unhandledRejection'] as const;
type Handler = (thrown: unknown) => void;

/** Calls `use` with the handlers that the process has in that time only. */
function whileRecording(endTest: (reason: StopTest) => void, use: (handlers: Handler[]) => void): void {
  const listeners = () => names.map((name) => process.listeners(name as 'unhandledRejection') as Handler[]);
  const before = listeners();
  const stop = recordUncaught(endTest);
  const added = listeners().map((all, i) => all.filter((one) => !before[i]?.includes(one)));
  expect(added.map(({ length }) => length)).toEqual([1, 1]);
  try {
    use(added.flat());
  } finally {
    stop();
  }
  expect(listeners()).toEqual(before);
}

it('errors become exceptions of tasks, while it records', () => {
  const seen: unknown[] = [];
  const listener = events.userError.addListener(({ userInstance, exception }) => seen.push([userInstance, exception]));
  const ended: StopTest[] = [];
  whileRecording(
    (reason) => void ended.push(reason),
    (handlers) => {
      for (const handle of handlers) handle('thrown');
      for (const handle of handlers) handle(new StopUser());
    },
  );
  events.userError.removeListener(listener);
  expect(seen).toEqual([
    [null, 'thrown'],
    [null, 'thrown'],
  ]);
  expect(ended).toEqual([]);
});

it('a StopTest, also of a listener, ends the test', () => {
  const ended: string[] = [];
  const listener = events.userError.addListener(() => {
    throw new StopTest('too many');
  });
  whileRecording(
    ({ message }) => void ended.push(message),
    ([handle]) => {
      handle?.(new StopTest('enough'));
      handle?.(new Error('thrown'));
    },
  );
  events.userError.removeListener(listener);
  expect(ended).toEqual(['enough', 'too many']);
});

import { describe, expect, it } from 'vitest';
import { type Message, Messages } from '../../src/core/messages.js';
import { TslocError } from '../../src/util/error.js';

interface Place {
  readonly name: string;
}
const here: Place = { name: 'here' };
const messageOf = (type: string, data: unknown = null): Message => ({ type, data, nodeId: 'local' });

describe('Messages', () => {
  it('passes a message only to the listener of its type, with the environment', async () => {
    const messages = new Messages<Place>();
    const heard: unknown[] = [];
    messages.register('accounts', (argument) => heard.push(['accounts', argument]));
    messages.register('greeting', (argument) => heard.push(['greeting', argument]));
    const message = messageOf('accounts', [1, 2]);
    await messages.deliver(here, message);
    expect(heard).toEqual([['accounts', { environment: here, message }]]);
  });

  it('ignores a message without a listener', async () => {
    const messages = new Messages<Place>();
    messages.register('accounts', () => expect.unreachable());
    await expect(messages.deliver(here, messageOf('greeting'))).resolves.toBeUndefined();
  });

  it('has delivered a message when its listener has finished', async () => {
    const messages = new Messages<Place>();
    let isFinished = false;
    messages.register('accounts', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isFinished = true;
    });
    await messages.deliver(here, messageOf('accounts'));
    expect(isFinished).toBe(true);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no room');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no room'))],
  ])('logs a listener that %s', async (_how, listener) => {
    const messages = new Messages<Place>();
    messages.register('accounts', listener);
    await expect(messages.deliver(here, messageOf('accounts'))).rejects.toThrow('no room');
  });

  it('refuses a second listener for a type, and keeps the first', async () => {
    const messages = new Messages<Place>();
    const heard: string[] = [];
    messages.register('accounts', () => heard.push('first'));
    const again = () => messages.register('accounts', () => heard.push('second'));
    expect(again).toThrow(TslocError);
    expect(again).toThrow(expect.objectContaining({ code: 'DUPLICATE_LISTENER' }));
    expect(again).toThrow("'accounts'");
    await messages.deliver(here, messageOf('accounts'));
    expect(heard).toEqual(['first']);
  });

  it('receives messages at once: true for those with a listener, whose error is reported', async () => {
    const reported: unknown[] = [];
    const onListenerError = (event: string, { name }: { readonly name: string }, thrown: unknown) => {
      reported.push([event, name, String(thrown)]);
    };
    const environment = { ...here, events: { onListenerError } };
    const messages = new Messages<Place>();
    const heard: unknown[] = [];
    messages.register('greeting', (argument) => heard.push(argument));
    messages.register('accounts', () => Promise.reject(new Error('no room')));
    const message = messageOf('greeting');
    expect(messages.receive(environment, message)).toBe(true);
    expect(heard).toEqual([{ environment, message }]);
    expect(messages.receive(environment, messageOf('accounts'))).toBe(true);
    expect(messages.receive(environment, messageOf('unknown'))).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(reported).toEqual([['message', 'accounts', 'Error: no room']]);
  });

  it('rejects listeners with Locust’s arguments', () => {
    const messages = new Messages<unknown>();
    const wrong = (_environment: unknown, msg?: unknown) => msg;
    expect(() => messages.register('accounts', wrong)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NAME', hint: expect.stringContaining('({ message }) =>') }),
    );
    expect(() => messages.register('accounts', (msg) => msg.message)).not.toThrow();
  });
});

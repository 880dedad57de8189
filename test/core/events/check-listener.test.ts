import { describe, expect, it } from 'vitest';
import { checkListener } from '../../../src/core/events/check-listener.js';
import { Events } from '../../../src/core/events/global-events.js';
import { listenerArguments } from '../../../src/util/locust-name-table.js';

const unknown = (wrong: string, right: string) =>
  expect.objectContaining({
    code: 'UNKNOWN_NAME',
    message: expect.stringContaining(`got ${wrong}.`),
    hint: expect.stringContaining(`Use ${right}.`),
  });

/** Listeners as JavaScript: types would refuse some of them. */
const listener = (text: string): unknown => new Function(`return ${text}`)();

describe('a listener that is not a function', () => {
  it.each([
    [undefined, 'undefined'],
    [5, '5'],
    [{ a: 1 }, '{ a: 1 }'],
  ])('is rejected: %s', (value, shown) => {
    const error = expect.objectContaining({ code: 'BAD_ARGUMENT', message: expect.stringContaining(`got ${shown}`) });
    expect(() => new Events().request.addListener(value as never)).toThrow(error);
    expect(() => new Events().request.prependListener(value as never)).toThrow(error);
  });
});

describe('a listener in Locust’s spelling', () => {
  it.each([
    '({ response_time }) => response_time',
    'async ({ name, response_time: time }) => time',
    '({ context: { id }, response_time = 0, ...others }) => id',
    'function onRequest({ name,\n  response_time }) {}',
    'async function ({ response_time }) {}',
    '{ onRequest({ response_time }) {} }.onRequest',
    '(name, response_time, ...others) => name',
  ])('is rejected: %s', (text) => {
    const given = text.startsWith('{') ? listener(`(${text.replace(/\.\w+$/, '')}).onRequest`) : listener(text);
    expect(() => checkListener('request', given)).toThrow(unknown('response_time', 'responseTime'));
  });

  it.each([
    '({ responseTime }) => responseTime',
    '(sample) => ({ response_time: sample.responseTime })',
    'sample => [sample].map(({ response_time }) => response_time)',
    '({ context: { response_time }, name }) => name',
    '({ context = { response_time: 5 } }) => context',
    '({ responseTime: response_time }) => response_time',
    '(environment) => environment',
    '(start_time) => start_time.startTime',
    'console.log',
    '() => {}',
  ])('is not seen in %s', (text) => {
    expect(() => checkListener('request', listener(text))).not.toThrow();
  });

  it('is known by event', () => {
    expect(() => checkListener('quit', listener('({ response_time }) => 5'))).not.toThrow();
    expect(() => checkListener('toString', listener('({ response_time }) => 5'))).not.toThrow();
    expect(() => checkListener('userError', listener('({ tb }) => 5'))).toThrow(unknown('tb', 'traceback'));
  });

  it('cannot be added to an event of a run, in front or at the end', () => {
    const { request } = new Events();
    const wrong = listener('({ request_type }) => request_type') as () => void;
    for (const add of [() => request.addListener(wrong), () => request.prependListener(wrong)])
      expect(add).toThrow(unknown('request_type', 'requestType'));
  });
});

it('each event with other names of arguments exists', () => {
  const events = new Events();
  const names = Object.keys(listenerArguments).filter((name) => name !== 'registerMessage');
  for (const name of names) expect(events).toHaveProperty(`${name}.name`, name);
});

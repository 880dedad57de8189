import { describe, expect, it } from 'vitest';
import { Events } from '../../../src/core/events/global-events.js';
import { rejectLocustArguments } from '../../../src/core/events/listener-arguments.js';
import { listenerArguments } from '../../../src/util/locust-name-table.js';

const unknown = (wrong: string, right: string) =>
  expect.objectContaining({
    code: 'UNKNOWN_NAME',
    message: expect.stringContaining(`got ${wrong}.`),
    hint: expect.stringContaining(`Use ${right}.`),
  });

/** Listeners as JavaScript: types would refuse some of them. */
const listener = (text: string): unknown => new Function(`return ${text}`)();

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
    expect(() => rejectLocustArguments('request', given)).toThrow(unknown('response_time', 'responseTime'));
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
    '5',
  ])('is not seen in %s', (text) => {
    expect(() => rejectLocustArguments('request', listener(text))).not.toThrow();
  });

  it('is known by event', () => {
    expect(() => rejectLocustArguments('quit', listener('({ response_time }) => 5'))).not.toThrow();
    expect(() => rejectLocustArguments('toString', listener('({ response_time }) => 5'))).not.toThrow();
    expect(() => rejectLocustArguments('userError', listener('({ tb }) => 5'))).toThrow(unknown('tb', 'traceback'));
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

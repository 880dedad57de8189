import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RequestArgument, RequestHook } from '../../../src/core/events/request-hook.js';
import { StopUser } from '../../../src/core/signals.js';
import type { Sample } from '../../../src/stats/sample.js';
import { TslocError } from '../../../src/util/error.js';
import { makeSample } from '../../helpers/statistics/samples.js';

function heardBy(act: (hook: RequestHook) => void) {
  const samples: Sample[] = [];
  const thrown: unknown[] = [];
  const hook = new RequestHook({
    onListenerError: (_event, _listener, error) => thrown.push(error),
    onSlowListener: () => {},
    interruption: null,
  });
  hook.addListener((sample) => samples.push(sample));
  act(hook);
  return { samples, thrown };
}

const least: RequestArgument = { requestType: 'grpc', name: 'Ping', responseTime: 250 };

describe('RequestHook', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_010_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('needs no more than type, name and time: the rest is a success that has just finished', () => {
    const { samples } = heardBy((hook) => hook.fire(least));
    expect(samples).toEqual([
      {
        requestType: 'grpc',
        name: 'Ping',
        responseTime: 250,
        responseLength: 0,
        exception: null,
        status: 0,
        startTime: 1_700_000_009.75,
        url: '',
        context: {},
        response: undefined,
      },
    ]);
  });

  it('counts a request without a time as sent now', () => {
    const { samples } = heardBy((hook) => hook.fire({ ...least, responseTime: null }));
    expect(samples[0]).toMatchObject({ responseTime: null, startTime: 1_700_000_010 });
  });

  it('keeps every given member', () => {
    const all = makeSample({ exception: new Error('bad'), context: { user: 1 }, response: { status: 500 } });
    const { samples } = heardBy((hook) => hook.fire(all));
    expect(samples).toEqual([all]);
    expect(samples[0]?.exception).toBe(all.exception);
    expect(samples[0]?.response).toBe(all.response);
  });

  it.each([
    ['', null],
    [undefined, null],
    ['sold out', 'sold out'],
    [runInNewContext('new TypeError("elsewhere")') as Error, expect.objectContaining({ message: 'elsewhere' })],
  ])('takes %o as its exception', (exception, expected) => {
    const { samples } = heardBy((hook) => hook.fire({ ...least, exception } as RequestArgument));
    expect(samples[0]?.exception).toEqual(expected);
  });

  it('gives every sample the same keys in the same order, whichever client reports it', () => {
    const { samples } = heardBy((hook) => {
      hook.fire(least);
      hook.fire({ response: null, url: 'x', ...least });
    });
    for (const sample of samples) expect(Object.keys(sample)).toEqual(Object.keys(makeSample()));
  });

  it('passes on a complete sample unchanged', () => {
    const sample = makeSample();
    const { samples } = heardBy((hook) => hook.report(sample));
    expect(samples[0]).toBe(sample);
  });

  it.each<[string, object]>([
    ['no name', { ...least, name: undefined }],
    ['a type that is no text', { ...least, requestType: 1 }],
    ['no time', { requestType: 'grpc', name: 'Ping' }],
    ['a time below 0', { ...least, responseTime: -1 }],
    ['a time that is no number', { ...least, responseTime: '250' }],
    ['a time that is not a number', { ...least, responseTime: Number.NaN }],
    ['a time that no histogram can hold', { ...least, responseTime: 1e308 }],
    ['a time without end', { ...least, responseTime: Number.POSITIVE_INFINITY }],
    ['a length that is not a number', { ...least, responseLength: Number.NaN }],
    ['a length below 0', { ...least, responseLength: -1 }],
    ['an exception that is none', { ...least, exception: { a: 1 } }],
    ['a start that is not a number', { ...least, startTime: Number.NaN }],
    ['a url that is no text', { ...least, url: new URL('http://a/') }],
    ['Python’s spelling', { request_type: 'grpc', name: 'Ping', response_time: 250 }],
  ])('refuses an event with %s, and calls no listener', (_what, event) => {
    const { samples } = heardBy((hook) => {
      const fire = () => hook.fire(event as RequestArgument);
      expect(fire).toThrow(TslocError);
      expect(fire).toThrow(expect.objectContaining({ code: 'BAD_REQUEST_EVENT' }));
    });
    expect(samples).toEqual([]);
  });

  it('names what it expected and what it got', () => {
    heardBy((hook) => {
      expect(() => hook.fire({ ...least, responseTime: -1 })).toThrow(
        'Expected responseTime of a request event to be ms of 0 or more, or null, got -1.',
      );
      expect(() => hook.fire({ ...least, exception: { a: 1 } } as unknown as RequestArgument)).toThrow(
        'Expected exception of a request event to be an Error, a string or null, got { a: 1 }.',
      );
    });
  });

  it.each(['fire', 'report'] as const)(
    'lets a listener of %s end its user, and shields it from other errors',
    (how) => {
      const { thrown } = heardBy((hook) => {
        hook.addListener(() => {
          throw new Error('broken');
        });
        hook.addListener(() => {
          throw new StopUser();
        });
        expect(() => hook[how](makeSample())).toThrow(StopUser);
      });
      expect(thrown).toEqual([new Error('broken')]);
    },
  );
});

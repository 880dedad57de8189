import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../src/cluster/codec.js';
import { deliver } from '../../src/cluster/deliver.js';

describe('deliver', () => {
  const bytes = encodeMessage({ type: 'ack', data: null, nodeId: 'a' });

  it('hands over a message', () => {
    const got: unknown[] = [];
    deliver(
      bytes,
      (message) => got.push(message),
      (reason) => got.push(reason),
    );
    expect(got).toEqual([{ type: 'ack', data: null, nodeId: 'a' }]);
  });

  it('says why bytes are no message', () => {
    const got: string[] = [];
    deliver(
      bytes.subarray(1),
      () => got.push('message'),
      (reason) => got.push(reason),
    );
    expect(got).toEqual([expect.stringContaining('Expected a message')]);
  });

  it('says which message could not be handled, and does not throw', () => {
    const got: string[] = [];
    const onMessage = () => {
      throw new TypeError('x is undefined');
    };
    deliver(bytes, onMessage, (reason) => got.push(reason));
    expect(got).toEqual(["Expected to handle message 'ack', got: x is undefined"]);
  });
});

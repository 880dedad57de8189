import { describe, expect, it } from 'vitest';
import { commandFlag, moreFlag } from '../../../../src/cluster/zmtp/frame.js';
import { createClient, createServer, frameOf, shakeHands } from '../../../helpers/cluster/curve.js';

function connected() {
  const [client, server] = [createClient(), createServer()];
  shakeHands(client, server);
  return { client, server };
}

describe('messages of CURVE', () => {
  it('carry messages and commands each way', () => {
    const { client, server } = connected();
    const body = Buffer.from('a message');
    expect(server.open(frameOf(client.seal(body, 0)))).toEqual({ hasMore: false, isCommand: false, body });
    expect(server.open(frameOf(client.seal(body, moreFlag)))).toEqual({ hasMore: true, isCommand: false, body });
    expect(client.open(frameOf(server.seal(body, commandFlag)))).toEqual({ hasMore: false, isCommand: true, body });
    expect(client.open(frameOf(server.seal(Buffer.alloc(0), 0))).body).toHaveLength(0);
  });

  it('show nothing of what they carry', () => {
    const { client } = connected();
    const bytes = client.seal(Buffer.from('a message'), 0);
    expect(bytes.includes('a message')).toBe(false);
    expect(bytes).not.toEqual(client.seal(Buffer.from('a message'), 0));
  });

  it('arrive once: a recorded message is refused', () => {
    const { client, server } = connected();
    const [first, second] = [client.seal(Buffer.from('1'), 0), client.seal(Buffer.from('2'), 0)];
    server.open(frameOf(first));
    server.open(frameOf(second));
    expect(() => server.open(frameOf(second))).toThrow('got an earlier one again');
    expect(() => server.open(frameOf(first))).toThrow('got an earlier one again');
  });

  it('do not pass for messages of the other end', () => {
    const { client } = connected();
    const own = client.seal(Buffer.from('1'), 0);
    expect(() => client.open(frameOf(own))).toThrow('same --master-token');
  });

  it('are refused if they are changed, cut off, or not encrypted', () => {
    const { client, server } = connected();
    const bytes = client.seal(Buffer.from('1'), 0);
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    expect(() => server.open(frameOf(bytes))).toThrow('same --master-token');
    for (const text of ['\x07MESSAGE', `\x07MESSAGE${'x'.repeat(24)}`, `\x05READY${'x'.repeat(40)}`, 'plain', '']) {
      const frame = { hasMore: false, isCommand: false, body: Buffer.from(text) };
      expect(() => server.open(frame)).toThrow(/Expected an encrypted message|Expected a command/);
    }
  });
});

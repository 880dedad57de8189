import { describe, expect, it } from 'vitest';
import { createClient, createServer, otherKeys, shakeHands } from '../../../helpers/cluster/curve.js';

describe('CurveServer', () => {
  it('knows the client after the handshake', () => {
    const server = createServer();
    shakeHands(createClient(), server);
    expect(server.peer).toEqual({ socketType: 'DEALER', identity: 'host_1' });
  });

  it('refuses a client of another key, which knows only what is public', () => {
    const server = createServer();
    expect(() => shakeHands(createClient(otherKeys), server)).toThrow('Expected a worker with the same --master-token');
    expect(server.peer).toBeNull();
  });

  it.each([0, 2])('refuses step %i of the handshake if any bit that matters is changed', (changed) => {
    for (const place of [90, 110, 130, 199]) {
      const server = createServer();
      const change = (step: number, body: Buffer) => {
        if (step === changed) body[place] = (body[place] as number) ^ 4;
        return body;
      };
      expect(() => shakeHands(createClient(), server, change), `byte ${place}`).toThrow(/Expected/);
      expect(server.peer).toBeNull();
    }
  });

  it('refuses the cookie of another connection', () => {
    const other: Buffer[] = shakeHands(createClient(), createServer());
    const change = (step: number, body: Buffer) => (step === 2 ? (other[2] as Buffer) : body);
    expect(() => shakeHands(createClient(), createServer(), change)).toThrow('Expected the cookie of WELCOME');
  });

  it('refuses INITIATE before HELLO, HELLO twice, other versions, and parts of them', () => {
    const rest = Buffer.alloc(400);
    expect(() => createServer().receive({ name: 'INITIATE', rest })).toThrow('Expected HELLO and INITIATE');
    expect(() => createServer().receive({ name: 'HELLO', rest: Buffer.alloc(194) })).toThrow('CurveZMQ 1');
    expect(() => createServer().receive({ name: 'HELLO', rest })).toThrow('CurveZMQ 1');
    const hello = createClient().begin().subarray(6);
    const server = createServer();
    server.receive({ name: 'HELLO', rest: hello });
    expect(() => server.receive({ name: 'HELLO', rest: hello })).toThrow('Expected HELLO and INITIATE');
    expect(() => server.receive({ name: 'INITIATE', rest: Buffer.alloc(50) })).toThrow('cut off');
  });
});

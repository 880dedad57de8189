import { describe, expect, it } from 'vitest';
import { createClient, createServer, otherKeys, shakeHands } from '../../../helpers/cluster/curve.js';

describe('CurveClient', () => {
  it('completes the handshake in four commands of the sizes of RFC 26, and knows the server', () => {
    const client = createClient();
    const [hello, welcome, initiate, ready] = shakeHands(client, createServer()) as [Buffer, Buffer, Buffer, Buffer];
    expect(hello.toString('latin1', 0, 6)).toBe('\x05HELLO');
    expect([hello.length, welcome.length]).toEqual([200, 168]);
    expect(initiate.toString('latin1', 0, 9)).toBe('\x08INITIATE');
    expect(ready.toString('latin1', 0, 6)).toBe('\x05READY');
    expect(client.peer).toEqual({ socketType: 'ROUTER', identity: '' });
  });

  it('reveals its identity only to the server', () => {
    const bodies = Buffer.concat(shakeHands(createClient(), createServer()));
    expect(bodies.includes('host_1')).toBe(false);
  });

  it('refuses a server of another key', () => {
    const other = createClient(undefined, otherKeys.publicKey);
    expect(() => shakeHands(other, createServer())).toThrow('same --master-token'); // the server cannot read HELLO
  });

  it.each([1, 3])('refuses step %i of the handshake if any bit of it is changed', (changed) => {
    for (const place of [10, 30, 60, -1]) {
      const change = (step: number, body: Buffer) => {
        const at = Math.min(place < 0 ? body.length - 1 : place, body.length - 1);
        if (step === changed) body[at] = (body[at] as number) ^ 4;
        return body;
      };
      expect(() => shakeHands(createClient(), createServer(), change)).toThrow(/Expected/);
    }
  });

  it('refuses READY before WELCOME, WELCOME twice, and parts of them', () => {
    expect(() => createClient().receive({ name: 'READY', rest: Buffer.alloc(100) })).toThrow(
      'Expected WELCOME and READY',
    );
    expect(() => createClient().receive({ name: 'WELCOME', rest: Buffer.alloc(100) })).toThrow('of another size');
    const twice = (step: number, body: Buffer) => (step === 3 ? welcomed : keep(step, body));
    let welcomed = Buffer.alloc(0);
    const keep = (step: number, body: Buffer) => {
      if (step === 1) welcomed = Buffer.from(body);
      return body;
    };
    expect(() => shakeHands(createClient(), createServer(), twice)).toThrow('Expected WELCOME and READY');
    const cut = (step: number, body: Buffer) => (step === 3 ? body.subarray(0, 20) : body);
    expect(() => shakeHands(createClient(), createServer(), cut)).toThrow('cut off');
  });
});

import { describe, expect, it } from 'vitest';
import { recordedBodiesOf } from '../../src/stats/recorded-bodies.js';
import { serve, serveAndSee } from '../helpers/servers/server.js';
import { openFastSession, openSession } from '../helpers/users/http-session.js';

describe.each([
  ['HttpUser', openSession],
  ['FastHttpUser', openFastSession],
])('the bodies of a request of %s', (_, open) => {
  it('are those that were sent and received, decoded', async () => {
    const server = await serveAndSee((_, response) => response.end('{"error":"sold out"}'));
    const { session, samples } = open(server.url);
    await session.post('/orders', { json: { item: 7 } });
    const bodies = recordedBodiesOf(samples[0]?.response);
    expect([bodies?.sent, String(bodies?.received)]).toEqual(['{"item":7}', '{"error":"sold out"}']);
  });

  it('are null and empty where no response arrived', async () => {
    const server = await serve((socket) => socket.destroy());
    const { session, samples } = open(server.url);
    await session.get('/');
    expect(recordedBodiesOf(samples[0]?.response)).toEqual({ sent: null, received: Buffer.alloc(0) });
  });

  it('are null of a stream, until it is read in full', async () => {
    const server = await serveAndSee((_, response) => response.end('streamed'));
    const { session } = open(server.url);
    const response = await session.get('/', { stream: true });
    expect(recordedBodiesOf(response)).toEqual({ sent: null, received: null });
    await response.read();
    expect(String(recordedBodiesOf(response)?.received)).toBe('streamed');
  });
});

it('are null for other clients, whose body is left alone', () => {
  const response = new Response('body');
  expect(recordedBodiesOf(response)).toBeNull();
  expect(response.bodyUsed).toBe(false);
  for (const other of [null, undefined, 7, 'text', {}]) expect(recordedBodiesOf(other)).toBeNull();
});

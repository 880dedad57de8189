/** The contract of HTTP clients with misbehaving peers: one suite for every user class. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMisbehavingServer } from '../helpers/misbehaving/misbehaving-server.js';
import { type BadPeer, badPeers } from './bad-peers.js';
import { describeEndlessPeers } from './endless-peers.js';
import { describeLimits } from './limits.js';
import { type Bench, type HttpUserClass, type Life, live, watchRejections } from './lives.js';
import { describeLostConnections } from './lost-connections.js';
import { describeOverlaps } from './overlaps.js';
import { type CertificateCase, describeSecurePeers } from './secure-peers.js';

/** Exceptions of a user class, by path. */
export type Exceptions = Readonly<Record<string, Partial<BadPeer>>>;

/** The differences of a user class. */
export interface Manner {
  readonly exceptions: Exceptions;
  /** Paths whose endless responses it does not abort: it reads them, in bounded memory, until the user ends. */
  readonly patientWith: readonly string[];
  readonly certificates: readonly CertificateCase[];
}

/** Runs the suite for a user class. */
export function describeHttpClient(name: string, userClass: HttpUserClass, manner: Manner): void {
  describe(`${name} with a peer that misbehaves`, () => {
    const rejections = watchRejections();
    const bench = { go: (script) => live(userClass, bench.server, script) } as Bench;
    beforeAll(async () => {
      bench.server = await startMisbehavingServer();
    });
    afterEach(() => rejections.check());
    afterAll(async () => {
      rejections.end();
      await bench.server.close();
    });

    describeAnswers(bench, manner.exceptions);
    describeLostConnections(bench);
    describeEndlessPeers(bench, manner.patientWith);
    describeLimits(bench, manner.patientWith);
    describeSecurePeers(bench, manner.certificates);
    describeOverlaps(bench, manner.exceptions);
  });
}

function describeAnswers(bench: Bench, exceptions: Exceptions): void {
  const peers = Object.entries(badPeers).map(([path, peer]) => ({ path, peer: { ...peer, ...exceptions[path] } }));

  it.each(peers.map(({ path, peer }) => [peer.promise, path, peer] as const))(
    '%s, and the user continues (%s)',
    async (_, path, peer) => {
      const asked = bench.server.asked.length;
      const life = await bench.go(async (client) => {
        const response = await client.request(peer.method ?? 'GET', path);
        expect(response.status).toBe(statusOf(peer));
        expect(response.error === null).toBe(statusOf(peer) > 0);
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      expectSamples(life, [{ path, peer }, fine]);
      if (!path.startsWith('/redirect')) expect(bench.server.asked.slice(asked)).toEqual([path, '/fine']);
    },
  );
}

function expectSamples({ samples, errors }: Life, expected: readonly { path: string; peer: BadPeer }[]): void {
  expect(samples.map(({ name, responseLength }) => [name, responseLength])).toEqual(
    expected.map(({ path, peer }) => [path, lengthOf(peer)]),
  );
  expected.forEach(({ peer: { error } }, i) => {
    if (error instanceof RegExp) expect(errors[i]).toMatch(error);
    else expect(Array.isArray(error) ? error : [error]).toContain(errors[i]);
  });
}

const fine = { path: '/fine', peer: { promise: '', error: null, length: 4 } };

function statusOf({ status, error }: BadPeer): number {
  return status ?? (error === null ? 200 : 0);
}

function lengthOf({ length, error }: BadPeer): number {
  return length ?? (error === null ? 3 : 0);
}

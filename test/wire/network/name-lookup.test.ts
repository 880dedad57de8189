import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createLookup, type LookupAll } from '../../../src/wire/network/name-lookup.js';

const three = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => ({ address, family: 4 }));

/** A name server that records its queries. */
function nameServer(answer: () => readonly LookupAddress[] = () => three) {
  const asked: string[] = [];
  const ask: LookupAll = async (hostname, { family }) => {
    asked.push(`${hostname} ${family}`);
    return answer();
  };
  return { asked, ask };
}

function first(lookup: LookupFunction, hostname = 'api.test', family = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { family }, (error, address) => (error ? reject(error) : resolve(address as string)));
  });
}

function all(lookup: LookupFunction): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookup('api.test', { all: true }, (error, addresses) =>
      error ? reject(error) : resolve((addresses as LookupAddress[]).map(({ address }) => address)),
    );
  });
}

describe('createLookup', () => {
  it('queries each time without a cache, and returns the addresses in order', async () => {
    const { asked, ask } = nameServer();
    const lookup = createLookup({ ttlMs: 0, rotates: false }, ask);
    for (let i = 0; i < 3; i++) expect(await first(lookup)).toBe('10.0.0.1');
    expect(asked).toHaveLength(3);
  });

  it('queries once for concurrent and later lookups, per name and IP version', async () => {
    const { asked, ask } = nameServer();
    const lookup = createLookup({ ttlMs: Number.POSITIVE_INFINITY, rotates: false }, ask);
    await Promise.all(Array.from({ length: 100 }, () => first(lookup)));
    await first(lookup);
    await first(lookup, 'other.test');
    await first(lookup, 'api.test', 6);
    expect(asked).toEqual(['api.test 0', 'other.test 0', 'api.test 6']);
  });

  it('queries again when the result has expired', async () => {
    const { asked, ask } = nameServer();
    const lookup = createLookup({ ttlMs: 5, rotates: false }, ask);
    await first(lookup);
    await first(lookup);
    const soon = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 10));
    await first(lookup);
    expect(asked.length).toBe(soon + 1);
  });

  it('does not cache errors', async () => {
    let fails = true;
    const { asked, ask } = nameServer(() => {
      if (fails) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return three;
    });
    const lookup = createLookup({ ttlMs: Number.POSITIVE_INFINITY, rotates: true }, ask);
    await expect(Promise.all([first(lookup), first(lookup)])).rejects.toThrow('no such name');
    fails = false;
    expect([await first(lookup), asked.length]).toEqual(['10.0.0.1', 2]);
  });

  it('starts with the next address each time if it rotates, followed by the others', async () => {
    for (const ttlMs of [0, 1_000]) {
      const lookup = createLookup({ ttlMs, rotates: true }, nameServer().ask);
      const answers = [await all(lookup), await all(lookup), await all(lookup), await all(lookup)];
      expect(answers.map((addresses) => addresses.map((address) => address.slice(-1)).join(''))).toEqual([
        '123',
        '231',
        '312',
        '123',
      ]);
    }
  });

  it('uses the system resolver by default', async () => {
    const lookup = createLookup({ ttlMs: 1_000, rotates: true });
    expect(await first(lookup, 'localhost', 4)).toBe('127.0.0.1');
    await expect(first(lookup, 'nobody-knows.invalid')).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });
});

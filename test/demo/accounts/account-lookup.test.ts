import { describe, expect, it } from 'vitest';
import { findAccount, findFile } from '../../../src/demo/accounts/account-lookup.js';
import { resolveSettings } from '../../../src/demo/settings.js';
import { createSite } from '../../../src/demo/site.js';

describe('the account of a request', () => {
  const site = createSite(resolveSettings({}));
  const callOf = (username: string, id = '') => ({
    headers: { authorization: `Bearer ${site.auth.login(username, 'demo-password')}` },
    params: { id },
    query: new URLSearchParams(),
    body: Buffer.alloc(0),
  });
  const details = { name: 'a.wav', title: 'a', genre: 'jazz', tags: [], sizeBytes: 1, durationSeconds: 1 };

  it('is that of the token’s user name', () => {
    expect(findAccount(site, callOf('ann'))).toBe(site.accounts.find('ann'));
    expect(() => findAccount(site, { ...callOf('ann'), headers: {} })).toThrow('Expected the header Authorization');
  });

  it('gives its own files only', () => {
    const file = site.accounts.addFile(site.accounts.open('ann'), details);
    expect(findFile(site, callOf('ann', file.id))).toBe(file);
    expect(() => findFile(site, callOf('bob', file.id))).toThrow(
      `Expected the id of one of your files, got ${file.id}.`,
    );
  });
});

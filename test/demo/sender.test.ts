import { describe, expect, it } from 'vitest';
import { accountOf, ownFile } from '../../src/demo/sender.js';
import { settingsOf } from '../../src/demo/settings.js';
import { createSite } from '../../src/demo/site.js';

describe('the sender of a request', () => {
  const site = createSite(settingsOf({}));
  const callOf = (username: string, id = '') => ({
    headers: { authorization: `Bearer ${site.auth.login(username, 'demo-password')}` },
    params: { id },
    query: new URLSearchParams(),
    body: Buffer.alloc(0),
  });
  const details = { name: 'a.wav', title: 'a', genre: 'jazz', tags: [], sizeBytes: 1, durationSeconds: 1 };

  it('is the account that the token names', () => {
    expect(accountOf(site, callOf('ann'))).toBe(site.accounts.find('ann'));
    expect(() => accountOf(site, { ...callOf('ann'), headers: {} })).toThrow('Expected the header Authorization');
  });

  it('gets their own file only', () => {
    const file = site.accounts.addFile(site.accounts.open('ann'), details);
    expect(ownFile(site, callOf('ann', file.id))).toBe(file);
    expect(() => ownFile(site, callOf('bob', file.id))).toThrow(
      `Expected the id of one of your files, got ${file.id}.`,
    );
  });
});

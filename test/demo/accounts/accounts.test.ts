import { describe, expect, it } from 'vitest';
import { Accounts, MAX_ACCOUNTS, MAX_FILES_PER_ACCOUNT } from '../../../src/demo/accounts/accounts.js';

const details = { name: 'a.wav', title: 'a', genre: 'jazz', tags: [], sizeBytes: 1, durationSeconds: 1 };

describe('Accounts', () => {
  it('opens the same account for the same user name', () => {
    const accounts = new Accounts();
    expect(accounts.open('ann')).toBe(accounts.open('ann'));
    expect(accounts.find('ann')).toMatchObject({ username: 'ann', plan: 'free', uploads: 0 });
    expect(accounts.find('bob')).toBeUndefined();
  });

  it('gives each file its own id', () => {
    const accounts = new Accounts();
    const ids = ['ann', 'bob', 'ann'].map((name) => accounts.addFile(accounts.open(name), details).id);
    expect(new Set(ids).size).toBe(3);
    expect(accounts.uploaded).toBe(3);
  });

  it('keeps the newest files of an account, and counts all uploads', () => {
    const accounts = new Accounts();
    const ann = accounts.open('ann');
    const ids = Array.from({ length: MAX_FILES_PER_ACCOUNT + 5 }, () => accounts.addFile(ann, details).id);
    expect(ann.files.values().map((file) => file.id)).toEqual(ids.slice(5).reverse());
    expect(ann.uploads).toBe(MAX_FILES_PER_ACCOUNT + 5);
  });

  it('drops the least recently used account', () => {
    const accounts = new Accounts();
    for (let n = 0; n < MAX_ACCOUNTS; n++) accounts.open(`user-${n}`);
    accounts.open('user-0');
    accounts.open('one more');
    expect(accounts.size).toBe(MAX_ACCOUNTS);
    expect(accounts.find('user-0')).toBeDefined();
    expect(accounts.find('user-1')).toBeUndefined();
    expect(accounts.latest(2).map((account) => account.username)).toEqual(['one more', 'user-0']);
  });
});

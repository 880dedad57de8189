/** The accounts of the service and their files. */
import { epochSeconds } from '../../util/loop/clock.js';
import { BoundedMap } from '../bounded-map.js';
import type { Job } from '../jobs.js';

/** The least recently used account beyond this is dropped. */
export const MAX_ACCOUNTS = 10_000;
/** The oldest file beyond this is dropped. */
export const MAX_FILES_PER_ACCOUNT = 50;

export const PLANS = ['free', 'pro'] as const;
export type Plan = (typeof PLANS)[number];

/** The metadata of an upload; its bytes are not kept. */
export interface AudioFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly genre: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly durationSeconds: number;
  /** Seconds since 1970. */
  readonly uploadedAt: number;
  /** Its latest analysis. */
  analysis?: Job;
}

/** A user that has logged in. */
export interface Account {
  readonly username: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  plan: Plan;
  uploads: number;
  readonly files: BoundedMap<AudioFile>;
}

/** At most {@link MAX_ACCOUNTS} accounts. */
export class Accounts {
  private readonly accounts = new BoundedMap<Account>(MAX_ACCOUNTS);
  private uploads = 0;

  /** The account of `username`, created if there is none; it becomes the most recently used. */
  open(username: string): Account {
    const account = this.accounts.get(username) ?? newAccount(username);
    this.accounts.set(username, account);
    return account;
  }

  /** The account of `username`, if there is one. */
  find(username: string): Account | undefined {
    return this.accounts.get(username);
  }

  /** Adds a file under a new id. */
  addFile(account: Account, details: Omit<AudioFile, 'id' | 'uploadedAt'>): AudioFile {
    const file: AudioFile = { id: `file-${++this.uploads}`, ...details, uploadedAt: epochSeconds() };
    account.files.set(file.id, file);
    account.uploads += 1;
    return file;
  }

  /** The most recently used accounts, newest first, at most `limit`. */
  latest(limit: number): Account[] {
    return this.accounts.values().slice(0, limit);
  }

  get size(): number {
    return this.accounts.size;
  }

  /** Number of files uploaded so far. */
  get uploaded(): number {
    return this.uploads;
  }
}

function newAccount(username: string): Account {
  return {
    username,
    createdAt: epochSeconds(),
    plan: 'free',
    uploads: 0,
    files: new BoundedMap(MAX_FILES_PER_ACCOUNT),
  };
}

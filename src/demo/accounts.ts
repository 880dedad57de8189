/** The accounts of the service, each with its files. */
import { epochSeconds } from '../util/loop/clock.js';
import { Capped } from './capped.js';
import type { Job } from './jobs.js';

/** How many accounts are kept; the one that was not used for the longest time goes first. */
export const KEPT_ACCOUNTS = 10_000;
/** How many files an account keeps; its oldest one goes first. */
export const KEPT_FILES = 50;

export const PLANS = ['free', 'pro'] as const;
export type Plan = (typeof PLANS)[number];

/** What is known of an upload; its bytes are not kept. */
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

/** Somebody who has logged in. */
export interface Account {
  readonly username: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  plan: Plan;
  uploads: number;
  readonly files: Capped<AudioFile>;
}

/** All accounts, bounded in number. */
export class Accounts {
  private readonly kept = new Capped<Account>(KEPT_ACCOUNTS);
  private uploads = 0;

  /** The account of `username`, made if there is none; it counts as used. */
  open(username: string): Account {
    const account = this.kept.get(username) ?? newAccount(username);
    this.kept.set(username, account);
    return account;
  }

  /** The account of `username`, if there is one. */
  find(username: string): Account | undefined {
    return this.kept.get(username);
  }

  /** Adds a file under a new id. */
  addFile(account: Account, details: Omit<AudioFile, 'id' | 'uploadedAt'>): AudioFile {
    const file: AudioFile = { id: `file-${++this.uploads}`, ...details, uploadedAt: epochSeconds() };
    account.files.set(file.id, file);
    account.uploads += 1;
    return file;
  }

  /** The accounts used last, newest first, at most `limit`. */
  latest(limit: number): Account[] {
    return this.kept.values().slice(0, limit);
  }

  get size(): number {
    return this.kept.size;
  }

  /** How many files were uploaded so far. */
  get uploaded(): number {
    return this.uploads;
  }
}

function newAccount(username: string): Account {
  return { username, createdAt: epochSeconds(), plan: 'free', uploads: 0, files: new Capped(KEPT_FILES) };
}

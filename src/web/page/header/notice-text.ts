/** The notice at the top of the page, as a sentence. */
import { signal } from '@preact/signals';
import { timeText } from '../text/times.js';
import { plural } from '../text/words.js';

/** Why the server refused the last command; null if it did not. */
export const commandError = signal<string | null>(null);

export interface Situation {
  readonly connection: 'connecting' | 'open' | 'lost' | 'frozen';
  readonly state: string;
  readonly userCount: number;
  /** The time of the latest snapshot, epoch seconds; null before the first. */
  readonly at: number | null;
  readonly isOtherTest: boolean;
  readonly isSignedOut: boolean;
  readonly commandError: string | null;
}

export interface NoticeText {
  readonly tone: 'bad' | 'warn' | 'info';
  readonly text: string;
}

/** The most important notice; null without one. */
export function noticeText({ state, userCount, isOtherTest, commandError, ...rest }: Situation): NoticeText | null {
  if (rest.connection === 'lost') return lossText(state, rest);
  if (commandError !== null) return { tone: 'bad', text: commandError };
  if (state === 'stopping' || state === 'cleanup') {
    const whom = userCount > 0 ? `${plural(userCount, 'user')} to finish` : 'the end of the test';
    return { tone: 'warn', text: `Stopping: waiting for ${whom}.` };
  }
  if (isOtherTest) return { tone: 'info', text: 'The server is back, with another test than before.' };
  return null;
}

function lossText(state: string, { isSignedOut, at }: Pick<Situation, 'isSignedOut' | 'at'>): NoticeText {
  if (isSignedOut) return { tone: 'bad', text: 'Your session is over: reload the page to sign in again.' };
  const since = at === null ? '' : ` What you see is from ${timeText(at)}.`;
  if (state === 'stopped') return { tone: 'warn', text: `The test is over, and the server has ended.${since}` };
  return { tone: 'bad', text: `The server cannot be reached; trying again.${since}` };
}

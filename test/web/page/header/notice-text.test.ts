import { describe, expect, it } from 'vitest';
import { noticeText, type Situation } from '../../../../src/web/page/header/notice-text.js';

const well: Situation = {
  connection: 'open',
  state: 'running',
  userCount: 5,
  at: new Date(2026, 1, 1, 9, 30, 5).getTime() / 1000,
  isOtherTest: false,
  isSignedOut: false,
  commandError: null,
};

describe('the notice text', () => {
  it('is null without a problem', () => {
    expect(noticeText(well)).toBeNull();
  });

  it('reports a lost server first, and since when', () => {
    const notice = noticeText({ ...well, connection: 'lost', state: 'stopping', commandError: 'No.' });
    expect(notice).toEqual({
      tone: 'bad',
      text: 'The server cannot be reached; trying again. What you see is from 09:30:05.',
    });
  });

  it('reports an expired session, or a server that ended after its test', () => {
    expect(noticeText({ ...well, connection: 'lost', isSignedOut: true })?.text).toContain('sign in again');
    expect(noticeText({ ...well, connection: 'lost', state: 'stopped' })).toEqual({
      tone: 'warn',
      text: 'The test is over, and the server has ended. What you see is from 09:30:05.',
    });
  });

  it('reports why a command was refused', () => {
    expect(noticeText({ ...well, commandError: 'No runner' })?.text).toBe('No runner');
  });

  it('reports what a stop waits for, in both states of Locust', () => {
    expect(noticeText({ ...well, state: 'stopping', userCount: 1 })?.text).toBe(
      'Stopping: waiting for 1 user to finish.',
    );
    expect(noticeText({ ...well, state: 'cleanup', userCount: 0 })?.text).toBe(
      'Stopping: waiting for the end of the test.',
    );
  });

  it('reports a server that is back with another test', () => {
    expect(noticeText({ ...well, isOtherTest: true })?.tone).toBe('info');
  });
});

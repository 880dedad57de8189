import { EventEmitter } from 'node:events';
import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { StallDetector } from '../../../src/wire/undici/stall-detector.js';

/** A connection whose bytes the test counts; `ping` notes its callback, and writes unless the session is dead. */
function watched({ isUploading = false, isDead = false } = {}) {
  const socket = Object.assign(new EventEmitter(), { bytesRead: 0, bytesWritten: 0 });
  const replies: (() => void)[] = [];
  const session = {
    destroyed: false,
    ping(onReply: () => void) {
      replies.push(onReply);
      if (!isDead) socket.bytesWritten += 17;
    },
  };
  const connection = { isBusy: true, isUploading, stalls: 0, onStalled: () => void connection.stalls++ };
  const detector = new StallDetector(session as unknown as ClientHttp2Session, socket as unknown as Socket, connection);
  const ticks = (count: number) => {
    for (let i = 0; i < count; i++) detector.onTick();
  };
  const request = (bytes = 40) => {
    detector.onRequest();
    socket.bytesWritten += bytes;
  };
  return { socket, session, connection, detector, ticks, request, replies };
}

describe('an HTTP/2 connection', () => {
  it('that waits for a slow response is left alone: no ping, no failure', () => {
    const { connection, ticks, request, replies } = watched();
    request();
    ticks(100);
    expect([replies.length, connection.stalls]).toEqual([0, 0]);
    connection.isBusy = false;
    ticks(1);
  });

  it('that received something without an answer is pinged once', () => {
    const { socket, connection, ticks, request, replies } = watched();
    request();
    socket.bytesRead += 30;
    ticks(10);
    socket.bytesRead += 17;
    replies[0]?.();
    ticks(100);
    expect([replies.length, connection.stalls]).toEqual([1, 0]);
    connection.isBusy = false;
    ticks(1);
  });

  it('is stalled if not even a ping is written', () => {
    const { socket, connection, ticks, request, replies } = watched({ isDead: true });
    request();
    socket.bytesRead += 30;
    ticks(3);
    expect([replies.length, connection.stalls]).toEqual([1, 0]);
    ticks(1);
    expect(connection.stalls).toBe(1);
  });

  it('is stalled, too, if a request is not written', () => {
    const { connection, detector, ticks, request } = watched({ isDead: true });
    request(0);
    expect(detector.hasSent).toBe(false);
    ticks(3);
    expect(connection.stalls).toBe(1);
  });

  it('gets five seconds while it uploads: a ping waits behind the body', () => {
    const { socket, connection, ticks, request } = watched({ isDead: true, isUploading: true });
    request();
    socket.bytesRead += 30;
    ticks(51);
    expect(connection.stalls).toBe(0);
    ticks(1);
    expect(connection.stalls).toBe(1);
  });
});

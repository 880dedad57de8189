import { describe, expect, it } from 'vitest';
import { FeedConnection } from '../../../../src/web/page/feed/feed-connection.js';

/** A fake EventSource whose events the test sends. */
class HandSource {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  readonly listeners = new Map<string, (event: { data: string }) => void>();

  addEventListener(kind: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(kind, listener);
  }

  close(): void {
    this.isClosed = true;
  }
}

function connect() {
  const sources: HandSource[] = [];
  const told: string[] = [];
  const feed = new FeedConnection(
    'stats/stream',
    {
      onOpen: () => told.push('open'),
      onEvent: (kind, data) => told.push(`${kind} ${JSON.stringify(data)}`),
      onLost: () => told.push('lost'),
    },
    () => {
      sources.push(new HandSource());
      return sources.at(-1) as unknown as EventSource;
    },
  );
  const beats = (count: number) => {
    for (let i = 0; i < count; i++) feed.beat();
  };
  return { feed, sources, told, beats };
}

describe('the connection to the feed', () => {
  it('passes on events', () => {
    const { sources, told } = connect();
    sources[0]?.onopen?.();
    sources[0]?.listeners.get('marker')?.({ data: '{"at":1}' });
    expect(told).toEqual(['open', 'marker {"at":1}']);
  });

  it('reports a lost server at each attempt, until it is back', () => {
    const { sources, told, beats } = connect();
    sources[0]?.onopen?.();
    sources[0]?.onerror?.();
    beats(2);
    sources[1]?.onerror?.();
    beats(2);
    sources[2]?.onopen?.();
    expect(told).toEqual(['open', 'lost', 'lost', 'open']);
    expect(sources[0]?.isClosed).toBe(true);
  });

  it('treats five seconds of silence as a lost connection', () => {
    const { sources, told, beats } = connect();
    sources[0]?.onopen?.();
    beats(4);
    sources[0]?.listeners.get('snapshot')?.({ data: '{}' });
    beats(4);
    expect(told.at(-1)).toBe('snapshot {}');
    beats(1);
    expect(told.at(-1)).toBe('lost');
    expect(sources[0]?.isClosed).toBe(true);
  });

  it('is not lost while the server is alive, however rare its snapshots are', () => {
    const { sources, told, beats } = connect();
    sources[0]?.onopen?.();
    sources[0]?.listeners.get('snapshot')?.({ data: '{}' });
    for (let second = 0; second < 20; second++) {
      beats(1);
      sources[0]?.listeners.get('alive')?.({ data: '{}' });
    }
    expect(told).toEqual(['open', 'snapshot {}']);
    beats(5);
    expect(told.at(-1)).toBe('lost');
  });

  it('waits a minute for the first snapshot of an open connection: it may be large', () => {
    const { sources, told, beats } = connect();
    sources[0]?.onopen?.();
    beats(30);
    sources[0]?.listeners.get('history')?.({ data: '{}' });
    beats(59);
    expect(told).toEqual(['open', 'history {}']);
    beats(1);
    expect(told.at(-1)).toBe('lost');
    beats(2 + 5);
    expect(told).toHaveLength(4); // a server that does not even answer is lost after five seconds
  });

  it('is closed while it is paused, and opens again at once, without a word of a loss', () => {
    const { feed, sources, told, beats } = connect();
    sources[0]?.onopen?.();
    feed.pause();
    beats(20);
    expect([sources.length, sources[0]?.isClosed]).toEqual([1, true]);
    feed.resume();
    feed.resume();
    expect(sources).toHaveLength(2);
    sources[1]?.onopen?.();
    expect(told).toEqual(['open', 'open']);
    beats(5);
    sources[1]?.onerror?.();
    expect(told.at(-1)).toBe('lost');
  });

  it('makes no attempt while it is paused, also if the server is lost', () => {
    const { feed, sources, told, beats } = connect();
    sources[0]?.onerror?.();
    feed.pause();
    beats(20);
    expect(sources).toHaveLength(1);
    feed.resume();
    expect(sources).toHaveLength(2);
    expect(told).toEqual(['lost']);
  });
});

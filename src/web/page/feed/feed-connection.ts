/** The live feed over `EventSource`: notices a server that is gone or silent, and connects again until it is back. */
import type { FeedEvents } from '../../contracts/feed.js';

/** Receives the events of a connection. */
export interface FeedListener {
  /** Before the first event of each connection. */
  onOpen(): void;
  onEvent<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): void;
  /** For each attempt that fails, the loss of an open connection included. */
  onLost(): void;
}

/** Beats without any event after which a connection counts as lost. */
const silentBeats = 5;
/** The same until the first snapshot: it may be megabytes, and browsers pass on events that are complete. */
const firstSnapshotBeats = 60;
/** Beats between two attempts. */
const retryBeats = 2;

const kinds = ['history', 'snapshot', 'marker'] as const;

/** Keeps a connection to a feed; {@link beat} must be called once a second. */
export class FeedConnection {
  readonly #address: string;
  readonly #listener: FeedListener;
  readonly #makeSource: (address: string) => EventSource;
  #source: EventSource | null = null;
  #beats = 0;
  #allowedBeats = silentBeats;

  constructor(address: string, listener: FeedListener, makeSource = (to: string) => new EventSource(to)) {
    this.#address = address;
    this.#listener = listener;
    this.#makeSource = makeSource;
    this.#connect();
  }

  /** Must be called once a second. */
  beat(): void {
    this.#beats++;
    if (this.#source === null && this.#beats >= retryBeats) this.#connect();
    else if (this.#source !== null && this.#beats >= this.#allowedBeats) this.#lose(this.#source);
  }

  /** Has no connection until {@link resume}; the listener is not told. */
  pause(): void {
    this.#source?.close();
    this.#source = null;
    this.#beats = Number.NEGATIVE_INFINITY;
  }

  /** Connects at once, unless it is connected: the server begins with the whole state. */
  resume(): void {
    if (this.#source === null) this.#connect();
  }

  #connect(): void {
    const source = this.#makeSource(this.#address);
    this.#source = source;
    this.#beats = 0;
    this.#allowedBeats = silentBeats;
    source.onopen = () => {
      this.#allowedBeats = firstSnapshotBeats;
      this.#listener.onOpen();
    };
    source.addEventListener('alive', () => {
      this.#beats = 0;
    });
    // The browser gives up after a reply that is not a stream, such as a proxy's error page.
    source.onerror = () => this.#lose(source);
    for (const kind of kinds)
      source.addEventListener(kind, (event) => {
        this.#beats = 0;
        if (kind === 'snapshot') this.#allowedBeats = silentBeats;
        this.#listener.onEvent(kind, JSON.parse(event.data));
      });
  }

  #lose(source: EventSource): void {
    source.close();
    if (this.#source !== source) return;
    this.#source = null;
    this.#beats = 0;
    this.#listener.onLost();
  }
}

/** The contract by which a client shows the bodies of a finished request to listeners, as for `--trace`. */

/** A method of the `response` of a sample. A symbol: other clients have methods `text()` that consume the body. */
export const recordedBodies: unique symbol = Symbol('recordedBodies');

/** What was sent and received, decoded. */
export interface RecordedBodies {
  /** Null for none, and for a body that was sent as a stream. */
  readonly sent: string | Uint8Array | null;
  /** Null for a body that the test reads as a stream. */
  readonly received: Uint8Array | null;
}

/** The bodies of a sample's response; null where its client does not keep them. */
export function recordedBodiesOf(response: unknown): RecordedBodies | null {
  const holder = Object(response) as { [recordedBodies]?: () => RecordedBodies };
  return typeof holder[recordedBodies] === 'function' ? holder[recordedBodies]() : null;
}

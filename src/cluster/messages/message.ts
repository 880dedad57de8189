/** One message between the nodes of a distributed test: Locust's `[type, data, node_id]`. */

/**
 * A message. `data` is what msgpack can say: null, booleans, numbers, strings, Uint8Array, Date, arrays, plain objects (maps
 * whose keys are all strings) and `Map` (maps with other keys, such as the integer keys of `response_times`; an empty map
 * is always a plain object).
 */
export interface ClusterMessage {
  /** Such as `client_ready`; a type that Locust does not have is a custom message. */
  readonly type: string;
  readonly data: unknown;
  /** From a worker: the identity that it claims; compare it with that of the connection. To a worker: the receiver. */
  readonly nodeId: string;
}

/** A request that is ready to be sent, without the user's cookies. */

import type { TransportRequest } from '../../wire/transport.js';
import type { ReceiveOptions } from '../timing/receive-options.js';

/** If the user has no cookies for it, the transport gets this object itself. */
export interface OutgoingRequest extends TransportRequest {
  /** Origin and path. */
  readonly url: string;
  readonly receiveOptions: ReceiveOptions;
  /** Names, in lower case, of headers that are dropped when a redirect leads to another origin. */
  readonly secretHeaders: readonly string[];
}

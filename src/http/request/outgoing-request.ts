/** A request on its way out, before its cookies are known. */

import type { TransportRequest } from '../../wire/transport.js';
import type { ReceiveOptions } from '../timing/receive-options.js';

/** One request, before cookies: without any, a transport takes it as it is. */
export interface OutgoingRequest extends TransportRequest {
  /** Origin and path. */
  readonly url: string;
  readonly receiveOptions: ReceiveOptions;
  /** Names, in lower case, of the headers that only its origin may see. */
  readonly secretHeaders: readonly string[];
}

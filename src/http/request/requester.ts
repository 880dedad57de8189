/** What sends the requests of `rest` and `fetch`: a session. */
import type { HttpResponse } from '../response/response.js';
import type { RequestOptions } from './request-options.js';

export interface Requester {
  request(method: string, url: string, options: RequestOptions): Promise<HttpResponse>;
}

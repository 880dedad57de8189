/** What requests are called in the statistics, where they do not say so themselves. */

/** A name, or what makes one of a request; without an answer from it, the request is called by its path. */
export type RequestName = string | ((request: NamedRequest) => string | null | undefined);

/** What a name can be made of. */
export interface NamedRequest {
  readonly method: string;
  /** Absolute, as it is sent. */
  readonly url: string;
  /** Path and query. */
  readonly path: string;
}

/** What a request is called that has no name of its own: path and query, unless `naming` knows better. */
export function nameBy(naming: RequestName | null, request: NamedRequest): string {
  if (naming === null) return request.path;
  return (typeof naming === 'string' ? naming : naming(request)) || request.path;
}

/** Names of requests in the statistics, for requests without a `name`. */
import { func, rule, string } from '../util/rules.js';

/** A name, or a function of the request; where it returns nothing, the name is the path. */
export type RequestName = string | ((request: NamedRequest) => string | null | undefined);

/** The rule of a {@link RequestName}. */
export const requestName = rule('a string or a function', (value) => string.accepts(value) || func.accepts(value));

/** The argument of a naming function. */
export interface NamedRequest {
  readonly method: string;
  /** Absolute, as it is sent. */
  readonly url: string;
  /** Path and query. */
  readonly path: string;
}

/** The name of a request: that of `naming`, else path and query. */
export function nameBy(naming: RequestName | null, request: NamedRequest): string {
  if (naming === null) return request.path;
  return (typeof naming === 'string' ? naming : naming(request)) || request.path;
}

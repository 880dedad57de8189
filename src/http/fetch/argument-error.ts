/** Arguments that the web's `fetch` rejects before it sends anything, with its messages. */

/** The arguments of `fetch`. */
export interface FetchArguments {
  readonly url: string;
  readonly method?: string;
  readonly body?: unknown;
}

/** The error for invalid arguments of `fetch`; null if they are valid. A URL without a scheme is relative to the user's host. */
export function fetchArgumentError({ url, method = 'GET', body }: FetchArguments): TypeError | null {
  if (body !== undefined && body !== null && /^(get|head)$/i.test(method))
    return new TypeError('Request with GET/HEAD method cannot have body.');
  if (!anyScheme.test(url)) return null;
  if (!ourSchemes.test(url)) return new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  return URL.canParse(url) ? null : new TypeError(`Failed to parse URL from ${url}`);
}

const anyScheme = /^[a-z][a-z\d+.-]*:/i;
const ourSchemes = /^https?:/i;

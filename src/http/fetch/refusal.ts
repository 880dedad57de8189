/** What the web's `fetch` refuses before anything is sent, in its own words. */

/** What is asked for. */
export interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly body?: unknown;
}

/** Why a `fetch` refuses it; null if it does not. A URL without a scheme is for the user's host, and not judged here. */
export function refusalOf({ url, method = 'GET', body }: Asked): TypeError | null {
  if (body !== undefined && body !== null && /^(get|head)$/i.test(method))
    return new TypeError('Request with GET/HEAD method cannot have body.');
  if (!anyScheme.test(url)) return null;
  if (!ourSchemes.test(url)) return new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  return URL.canParse(url) ? null : new TypeError(`Failed to parse URL from ${url}`);
}

const anyScheme = /^[a-z][a-z\d+.-]*:/i;
const ourSchemes = /^https?:/i;

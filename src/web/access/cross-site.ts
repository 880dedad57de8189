/** Decides which requests may change a test: none that a page of another site makes a browser send. */

/** The headers that tell where a browser request comes from; null where absent. */
export interface RequestOrigin {
  /** `Sec-Fetch-Site`: sent by every current browser, and by nothing else. */
  readonly fetchSite: string | null;
  /** `Origin`: sent by browsers with POST and with cross-origin GET requests of scripts. */
  readonly origin: string | null;
  /** `Host` of the request. */
  readonly host: string | null;
}

/**
 * True if a page of another site caused the request. Programs such as curl and exporters send neither header and pass.
 * `same-site` counts as foreign: another port or subdomain is another program.
 */
export function isCrossSite({ fetchSite, origin, host }: RequestOrigin): boolean {
  if (fetchSite !== null) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  if (origin === null) return false;
  if (!URL.canParse(origin)) return true; // such as `null`, of a sandboxed page
  return new URL(origin).host !== host;
}

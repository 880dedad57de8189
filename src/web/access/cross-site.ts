/** Decides which requests may change a test: none that a page of another site makes a browser send. */

/** The method and the headers that tell where a browser request comes from; null where absent. */
export interface RequestOrigin {
  readonly method: string;
  /** `Sec-Fetch-Site`: sent by every current browser, and by nothing else, to HTTPS and to this machine. */
  readonly fetchSite: string | null;
  /** `Origin`, or that of `Referer`: browsers send the former with every POST, the latter unless a page forbids it. */
  readonly origin: string | null;
  /** `Host` of the request. */
  readonly host: string | null;
  readonly userAgent: string | null;
}

/**
 * True if a page of another site caused the request. Programs such as curl and exporters send no such header and pass.
 * `same-site` counts as foreign: another port or subdomain is another program. So does a GET of a browser that does not say
 * where it comes from: an image on any page, which has `no-referrer`.
 */
export function isCrossSite({ method, fetchSite, origin, host, userAgent }: RequestOrigin): boolean {
  if (fetchSite !== null) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  if (origin === null) return method !== 'POST' && isBrowser(userAgent);
  if (!URL.canParse(origin)) return true; // such as `null`, of a sandboxed page
  return new URL(origin).host !== host;
}

/** Scripts and images cannot change it. PowerShell takes the name of a browser. */
function isBrowser(userAgent: string | null): boolean {
  return userAgent !== null && /^Mozilla\//.test(userAgent) && !/PowerShell/.test(userAgent);
}

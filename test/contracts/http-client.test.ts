/** The contract of HTTP clients, and where each user class differs from it. */
import { HttpUser } from '../../src/user/http-user.js';
import { describeHttpClient, type Manner } from './http-client.js';

/** What undici does not do. */
const ofUndici: Manner = {
  exceptions: {
    '/100': {
      promise: 'a 100 that nobody asked for fails: undici takes none',
      error: String.raw`BadStatusLine('HTTP/1.1 100 Continue\r\n')`,
    },
    // Of a reason that comes in several packets, undici keeps the last.
    '/byte-by-byte': { error: /^HTTPError\('404 Client Error: .* for url: \/byte-by-byte'\)$/ },
  },
  // undici has limits for headers and bodies alone.
  patientWith: ['/endless-status-line', '/endless-1xx', '/endless-chunk-extension'],
  resends: false,
};

describeHttpClient('HttpUser', HttpUser, ofUndici);

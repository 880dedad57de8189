/** Finds the account and the file of a request. */

import { HttpError } from '../http-error.js';
import type { Call } from '../routes/route.js';
import type { Site } from '../site.js';
import type { Account, AudioFile } from './accounts.js';

/** The account that the request's token names. @throws HttpError 401 without a valid token */
export function findAccount(site: Site, call: Call): Account {
  return site.accounts.open(site.auth.requireUsername(call.headers));
}

/** The file of the request's `:id`. @throws HttpError 401 like {@link findAccount}, 404 unless the file belongs to the account */
export function findFile(site: Site, call: Call): AudioFile {
  const file = findAccount(site, call).files.get(call.params.id ?? '');
  if (file) return file;
  throw new HttpError(404, `Expected the id of one of your files, got ${call.params.id}.`);
}

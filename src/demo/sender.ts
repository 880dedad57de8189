/** Who sent a request, and which file of theirs it is about. */
import type { Account, AudioFile } from './accounts.js';
import { Refusal } from './refusal.js';
import type { Call } from './route.js';
import type { Site } from './site.js';

/** The account of whoever sent the request. @throws Refusal 401 without a current token */
export function accountOf(site: Site, call: Call): Account {
  return site.accounts.open(site.auth.usernameOf(call.headers));
}

/** The file of the request's `:id`. @throws Refusal 401 like {@link accountOf}, 404 unless the file is the sender's */
export function ownFile(site: Site, call: Call): AudioFile {
  const file = accountOf(site, call).files.get(call.params.id ?? '');
  if (file) return file;
  throw new Refusal(404, `Expected the id of one of your files, got ${call.params.id}.`);
}

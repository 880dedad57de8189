/** Hosts as the page shows them: without user names and passwords, which a form that is sent back keeps. */
import type { Environment } from '../../core/environment.js';
import { removeUserinfo } from '../../util/secrets/secrets.js';

type Hosts = Pick<Environment, 'host' | 'userClasses'>;

/** The host of all classes; null if each has its own. */
export function shownHost({ host }: Hosts): string | null {
  return host === null ? null : removeUserinfo(host);
}

/** The host that a form means: the one with credentials, if the form has what the page shows of it. */
export function hostOfForm({ host, userClasses }: Hosts, given: string): string {
  const known = [host, ...userClasses.map((userClass) => userClass.host)];
  return known.find((one) => one !== null && removeUserinfo(one) === given) ?? given;
}

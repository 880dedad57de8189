/** The version of tsloc. It imports nothing of the command, so that `tsloc -V` starts at once. */
import { readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version in package.json. */
export const { version } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
) as { version: string };

/** What `tsloc -V` prints, without a line ending: version, place and Node's version, as Locust prints its own. */
export function versionText(): string {
  return `tsloc ${version} from ${dirname(fileURLToPath(import.meta.url))} (Node ${process.version})`;
}

/** Prints it to stdout. */
export function printVersion(): void {
  writeSync(1, `${versionText()}\n`);
}

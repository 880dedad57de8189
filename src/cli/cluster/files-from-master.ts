/** `-f -`: the files of the master, in a temporary folder that is removed when the process exits. */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createWorkerLink } from '../../cluster/link/create-link.js';
import { newIdentity } from '../../cluster/link/identity.js';
import type { SharedFiles } from '../../cluster/messages/shared-files.js';
import { requestFiles } from '../../cluster/worker/request-files.js';
import type { Options } from '../../core/options/options.js';
import { makeFolderOf } from '../../util/files/folder.js';
import { version } from '../version.js';
import { masterTokenOf } from './master-token.js';

/** Where the master is. */
export type MasterAddress = Pick<Options, 'masterHost' | 'masterPort' | 'masterToken'>;

/** Paths of the files to load. `folder` is the working directory. @throws {TslocError} `LOCUSTFILE_NOT_FOUND`, `BAD_OPTION` */
export async function filesFromMaster(
  master: MasterAddress,
  folder: string,
  write: (line: string) => void,
): Promise<string[]> {
  const { masterHost: host, masterPort: port } = master;
  const identity = newIdentity().replace('_', '_download_locustfile_');
  const address = `${host}:${port}`;
  const files = await requestFiles({
    link: await createWorkerLink({ host, port, identity, ...masterTokenOf(master) }),
    version,
    address,
    onWait: () => write(`tsloc: waiting for the files of the master at ${address}.`),
    onRefused: (reason) => write(`tsloc: a connection to the master at ${address} was refused (${reason}).`),
  });
  return writeFiles(files, folder);
}

/** Only this user can read the folder. Packages are those of the working directory. Names have been checked. */
export function writeFiles({ entries, files }: SharedFiles, folder: string): string[] {
  const target = mkdtempSync(join(tmpdir(), 'tsloc-')); // mode 700
  process.on('exit', () => rmSync(target, { recursive: true, force: true }));
  for (const { name, contents } of files) {
    makeFolderOf(join(target, name));
    writeFileSync(join(target, name), contents);
  }
  const packages = packagesOf(folder);
  if (packages !== null) symlinkSync(packages, join(target, 'node_modules'), 'junction');
  return entries.map((name) => join(target, name));
}

function packagesOf(folder: string): string | null {
  const path = join(folder, 'node_modules');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? null : packagesOf(dirname(folder));
}

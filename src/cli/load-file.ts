/** Loads users' TypeScript: compiled by tsx on the way, types unchecked, `tsloc` meaning this very copy. */
import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register as registerModules } from 'tsx/esm/api';
import * as tsloc from '../index.js';
import { isRunnable, type UserClass } from '../user/check.js';
import { TslocError } from '../util/error.js';
import { describeLoadError } from './load-error.js';

/**
 * The user classes that the files export, by name, in the order of files.
 * @throws {TslocError} `LOCUSTFILE_BROKEN`, `DUPLICATE_USER`, `NO_USER_CLASS`, and what decorators complain of
 */
export async function loadUserClasses(files: readonly string[]): Promise<Map<string, UserClass>> {
  prepareLoader();
  const found = new Map<string, { userClass: UserClass; file: string }>();
  for (const file of files) {
    for (const userClass of await exportedClasses(file)) {
      const known = found.get(userClass.name);
      if (known !== undefined && known.userClass !== userClass) throw duplicate(userClass.name, known.file, file);
      found.set(userClass.name, { userClass, file });
    }
  }
  if (found.size === 0) {
    const hint = 'Write `export class … extends HttpUser`, with @task before at least one method.';
    throw new TslocError('NO_USER_CLASS', `Expected an exported user class in ${files.join(', ')}, found none.`, {
      hint,
    });
  }
  return new Map([...found].map(([name, { userClass }]) => [name, userClass]));
}

let isPrepared = false;

function prepareLoader(): void {
  if (isPrepared) return;
  isPrepared = true;
  registerCommonJs();
  registerModules();
  process.setSourceMapsEnabled(true);
  register(new URL('./resolve-tsloc.js', import.meta.url), {
    data: { url: new URL('../index.js', import.meta.url).href },
  });
  // The same for files that Node takes for CommonJS, as it does with .ts in a folder without a package.json.
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'tsloc' ? tsloc : load.call(loader, request, ...rest));
}

async function exportedClasses(file: string): Promise<UserClass[]> {
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (thrown) {
    throw describeLoadError(file, thrown);
  }
  // A CommonJS file's exports are also the properties of its default export.
  const values = [...Object.values(exported), ...Object.values(Object(exported.default))];
  return [...new Set([...values, exported.default].filter(isRunnable))];
}

function duplicate(name: string, first: string, second: string): TslocError {
  const hint = 'Rename one of them, or load one file only.';
  return new TslocError(
    'DUPLICATE_USER',
    `Duplicate user class names: ${name} is defined in both ${first} and ${second}`,
    { hint },
  );
}

/** Lets Node load TypeScript with tsx, for files that need Node's own loader; `tsloc` means this copy there too. */
import Module, { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register as registerModules } from 'tsx/esm/api';
import * as tsloc from '../../index.js';
import { findTsconfig } from './find-tsconfig.js';
import { type ResolverData, resolveTsloc } from './resolve-tsloc.js';

let isPrepared = false;

/** The compiler's settings are those of the first file that is loaded. */
export function prepareTsx(file: string): void {
  if (isPrepared) return;
  isPrepared = true;
  const tsconfig = findTsconfig(file);
  if (tsconfig === null) registerCommonJs();
  else withVariable('TSX_TSCONFIG_PATH', tsconfig, registerCommonJs);
  registerModules(tsconfig === null ? {} : { tsconfig });
  process.setSourceMapsEnabled(true);
  const { port1, port2 } = new MessageChannel();
  endCompilers(port1);
  const data: ResolverData = { url: new URL('../../index.js', import.meta.url).href, port: port2 };
  register(new URL('./resolve-tsloc.js', import.meta.url), { data, transferList: [port2] });
  offerToCommonJs(fileURLToPath(new URL('../../index.js', import.meta.url)));
}

/** Otherwise, compiler processes would end slightly later than this one. */
function endCompilers(port: MessagePort): void {
  const pids: number[] = [];
  port.on('message', (pid: number) => pids.push(pid));
  port.unref();
  process.on('exit', () => {
    for (const pid of pids) endProcess(pid);
  });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}

/** tsx's CommonJS hook reads its settings from a variable only. */
function withVariable(name: string, value: string, call: () => unknown): void {
  const before = process.env[name];
  process.env[name] = value;
  call();
  if (before === undefined) delete process.env[name];
  else process.env[name] = before;
}

/** The same for files that Node treats as CommonJS, as it does with .ts in a folder without a package.json. */
function offerToCommonJs(path: string): void {
  const loader = Module as unknown as {
    _cache: Record<string, Module>;
    _resolveFilename(request: string, ...rest: unknown[]): string;
  };
  const loaded = new Module(path);
  Object.assign(loaded, { exports: tsloc, filename: path, loaded: true });
  loader._cache[path] = loaded;
  const resolve = loader._resolveFilename;
  const entry = pathToFileURL(path).href;
  loader._resolveFilename = (request, ...rest) => {
    const url = resolveTsloc(request, entry);
    return url === null ? resolve.call(loader, request, ...rest) : fileURLToPath(url);
  };
}

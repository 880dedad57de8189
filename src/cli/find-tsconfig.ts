/** The tsconfig.json that applies to a locustfile: its path aliases and decorator settings. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig';

/**
 * The path of the nearest tsconfig.json from the file upward, wherever the command was started; of one that only refers
 * to others, the referenced one that includes the file, else the first with path aliases. Null without a usable one.
 */
export function findTsconfig(file: string): string | null {
  try {
    const nearest = getTsconfig(file);
    return nearest === null ? null : chooseReferenced(nearest, file).path;
  } catch {
    return null; // the compiler reports what is wrong with it
  }
}

function chooseReferenced(nearest: TsConfigResult, file: string): TsConfigResult {
  const { references = [], compilerOptions } = nearest.config;
  if (compilerOptions?.paths !== undefined) return nearest;
  const referenced = references.map(({ path }) => readReference(resolve(dirname(nearest.path), path)));
  const including = referenced.find((one) => createFilesMatcher(one)(file) !== undefined);
  return including ?? referenced.find(({ config }) => config.compilerOptions?.paths !== undefined) ?? nearest;
}

function readReference(path: string): TsConfigResult {
  const file = statSync(path).isDirectory() ? join(path, 'tsconfig.json') : path;
  return { path: file, config: parseTsconfig(file) };
}

/** The tsconfig.json that applies to a locustfile: its path aliases and decorator settings. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createFilesMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig';

/** The settings of a compiler. */
export interface Tsconfig {
  readonly path: string;
  /** With everything that it extends. */
  readonly config: TsConfigResult['config'];
  /** True if the settings apply to the file. */
  includes(file: string): boolean;
}

/**
 * The nearest tsconfig.json from the file upward, wherever the command was started; of one that only refers to others, the
 * referenced one that includes the file, else the first with path aliases. Null without a usable one.
 */
export function readTsconfig(file: string): Tsconfig | null {
  try {
    const nearest = getTsconfig(file);
    if (nearest === null) return null;
    const chosen = chooseReferenced(nearest, file);
    const matches = createFilesMatcher(chosen);
    return { ...chosen, includes: (other) => matches(other) !== undefined };
  } catch {
    return null; // the compiler reports what is wrong with it
  }
}

/** The path of {@link readTsconfig}. */
export function findTsconfig(file: string): string | null {
  return readTsconfig(file)?.path ?? null;
}

function chooseReferenced(nearest: TsConfigResult, file: string): TsConfigResult {
  if (nearest.config.compilerOptions?.paths !== undefined) return nearest;
  const referenced = readReferences(nearest, new Set([nearest.path]));
  const including = referenced.find((one) => createFilesMatcher(one)(file) !== undefined);
  return including ?? referenced.find(({ config }) => config.compilerOptions?.paths !== undefined) ?? nearest;
}

/** The configurations that one refers to, and those that they refer to; without those that cannot be read. */
function readReferences({ path, config }: TsConfigResult, seen: Set<string>): TsConfigResult[] {
  return (config.references ?? []).flatMap((reference) => {
    const referenced = readReference(resolve(dirname(path), reference.path));
    if (referenced === null || seen.has(referenced.path)) return [];
    seen.add(referenced.path);
    return [referenced, ...readReferences(referenced, seen)];
  });
}

function readReference(path: string): TsConfigResult | null {
  try {
    const file = statSync(path).isDirectory() ? join(path, 'tsconfig.json') : path;
    return { path: file, config: parseTsconfig(file) };
  } catch {
    return null;
  }
}

/** Finds and reads the scenario file: `tsloc.scenarios.yaml`, `.json` or `.ts`. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtInScenarios } from '../../analysis/scenarios/built-in.js';
import { badScenario, type Located, locate } from '../../analysis/scenarios/located.js';
import { readScenarios } from '../../analysis/scenarios/read-scenarios.js';
import type { Scenarios } from '../../analysis/scenarios/scenario.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { ImportScript } from '../config/project-file.js';
import { defaultExportOf } from '../loading/default-export.js';

/** Names that are looked for, in the working directory. */
export const scenarioFileNames = ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs', 'cjs'].map(
  (end) => `tsloc.scenarios.${end}`,
);

/**
 * The built-in scenarios and those of the file: the one in `folder`, or `given`. A scenario of the file replaces a built-in
 * one of the same name.
 * @throws {TslocError} `BAD_SCENARIO`, exit code 2, with line and column where the format has them
 */
export async function findScenarios(
  folder: string,
  given: string | null,
  importScript: ImportScript,
): Promise<Scenarios> {
  const source = given ?? findFile(folder);
  if (source === null) return builtInScenarios;
  const file = await readFile(resolve(folder, source), source, importScript);
  return new Map([...builtInScenarios, ...readScenarios(file)]);
}

function findFile(folder: string): string | null {
  const found = scenarioFileNames.filter((name) => existsSync(join(folder, name)));
  if (found.length > 1)
    throw new TslocError('BAD_SCENARIO', `Expected one tsloc.scenarios file, got ${found.join(' and ')}.`, {
      exitCode: 2,
    });
  return found[0] ?? null;
}

async function readFile(path: string, source: string, importScript: ImportScript): Promise<Located> {
  if (/\.(ya?ml|json)$/.test(path)) {
    const { locateYaml } = await import('./locate-yaml.js');
    return locateYaml(readText(path, source), source);
  }
  try {
    return locate(defaultExportOf(await importScript(pathToFileURL(path).href)), '', source);
  } catch (cause) {
    throw badScenario(source, `Expected to load it, but: ${messageOf(cause).split('\n')[0]}`);
  }
}

function readText(path: string, source: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw badScenario(source, `Expected to read it, but ${messageOf(cause)}.`);
  }
}

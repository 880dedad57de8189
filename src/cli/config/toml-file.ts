/** The table `[tool.locust]` of a TOML file, such as pyproject.toml. */
import { messageOf, TslocError } from '../../util/error.js';
import type { Entry } from './entry.js';

/** Its entries; none without such a table. @throws {TslocError} `BAD_CONFIG`, exit code 2 */
export async function parseTomlFile(text: string, source: string): Promise<Entry[]> {
  const { parse } = await import('smol-toml');
  try {
    const { tool } = parse(text) as { tool?: { locust?: object } };
    return Object.entries(tool?.locust ?? {}).map(([key, value]) => ({
      key,
      value: textOf(value),
      source,
      format: 'locust',
    }));
  } catch (cause) {
    const { line, column } = Object(cause) as { line?: number; column?: number };
    const place = line === undefined ? source : `${source}:${line}:${column}`;
    const reason = messageOf(cause).split('\n')[0];
    throw new TslocError('BAD_CONFIG', `Expected TOML in ${place}, but got: ${reason}.`, { exitCode: 2, cause });
  }
}

function textOf(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}

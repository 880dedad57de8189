import { describe, expect, it } from 'vitest';
import { decorators } from '../src/vitest.js';

describe('decorators() for Vitest', () => {
  const { transform, enforce } = decorators();
  const source = "import { task } from 'tsloc';\nexport class Visitor {\n  @task async home(): Promise<void> {}\n}\n";

  it('compiles TypeScript with decorators, before other plugins, with a source map', async () => {
    const compiled = await transform(source, '/project/users.ts?v=1');
    expect(enforce).toBe('pre');
    expect(compiled?.code).toContain('class Visitor');
    expect(compiled?.code).not.toMatch(/@task|Promise<void>/);
    const map = JSON.parse(compiled?.map ?? '{}') as { sources: string[]; sourcesContent: string[] };
    expect([map.sources[0]?.endsWith('users.ts'), map.sourcesContent]).toEqual([true, [source]]);
  });

  it('compiles decorators that are expressions, and in .tsx files, whose JSX stays', async () => {
    const compiled = await transform('class A { @(task(3)) async go() {} }', '/project/a.mts');
    expect(compiled?.code).not.toContain('@(');
    const page = await transform(
      'class A { @task async go(): Promise<void> {} }\nexport const b = <b>x</b>;',
      '/a.tsx',
    );
    expect(page?.code).toContain('<b>x</b>');
    expect(page?.code).not.toMatch(/@task|Promise<void>/);
  });

  it.each([
    ['users.js', source],
    ['style.css', '@import "a.css";'],
    ['plain.ts', 'export const x: number = 1;'],
  ])('leaves %s unchanged', async (name, code) => {
    expect(await transform(code, `/project/${name}`)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { planProject } from '../../../src/cli/init/project-plan.js';
import { folderWith } from '../../helpers/processes/cli.js';

const plan = (files: Record<string, string>) =>
  Object.fromEntries(planProject(folderWith(files), '1.2.3').map(({ file, text, what }) => [file, { text, what }]));

describe('tsloc init', () => {
  it('writes all three files into an empty folder', () => {
    const steps = plan({});
    expect(Object.keys(steps)).toEqual(['locustfile.ts', 'package.json', 'tsconfig.json']);
    expect(steps['locustfile.ts']?.text).toContain("import { between, HttpUser, task } from 'tsloc';");
    expect(JSON.parse(steps['package.json']?.text ?? '')).toMatchObject({
      type: 'module',
      scripts: { load: 'tsloc' },
      devDependencies: { tsloc: '^1.2.3' },
    });
    expect(JSON.parse(steps['tsconfig.json']?.text ?? '').compilerOptions).toMatchObject({
      target: 'es2022',
      strict: true,
    });
  });

  it('keeps existing settings and the indentation', () => {
    const steps = plan({
      'locustfile.mjs': '',
      'package.json': '{\n\t"name": "shop",\n\t"scripts": { "test": "vitest" },\n\t"dependencies": { "tsloc": "1" }\n}',
      'tsconfig.json': '{\n    "compilerOptions": { "target": "esnext", "strict": false }\n}',
    });
    expect(steps['locustfile.mjs']).toEqual({ text: null, what: 'exists: unchanged' });
    expect(steps['package.json']?.what).toBe('script "load"');
    expect(steps['package.json']?.text).toMatch(/^\{\n\t"name": "shop",\n/);
    expect(JSON.parse(steps['package.json']?.text ?? '')).toEqual({
      name: 'shop',
      scripts: { test: 'vitest', load: 'tsloc' },
      dependencies: { tsloc: '1' },
    });
    expect(JSON.parse(steps['tsconfig.json']?.text ?? '').compilerOptions).toEqual({
      target: 'esnext',
      strict: false,
      moduleResolution: 'bundler',
    });
  });

  it('does not take over a script "load" that does something else', () => {
    const other = '{ "scripts": { "load": "node load-data.js", "load-test": "k6 run x.js" } }';
    const step = plan({ 'package.json': other })['package.json'];
    expect(step?.what).toBe('script "load-test-2", tsloc in devDependencies, the script "load" is another: unchanged');
    expect(JSON.parse(step?.text ?? '').scripts).toEqual({
      load: 'node load-data.js',
      'load-test': 'k6 run x.js',
      'load-test-2': 'tsloc',
    });
  });

  it('changes nothing that is complete, and no tsconfig.json with comments', () => {
    const steps = plan({
      'locustfile.ts': '',
      'package.json': '{ "scripts": { "load": "tsloc -f x" }, "devDependencies": { "tsloc": "1" } }',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
    });
    expect(Object.values(steps).map(({ text }) => text)).toEqual([null, null, null]);
    const commented = plan({
      'tsconfig.json': '{ // comment\n "compilerOptions": { "module": "esnext", "target": "es2020" } }',
    });
    expect(commented['tsconfig.json']).toEqual({
      text: null,
      what: 'unchanged: make sure that it has {"moduleResolution":"bundler"}',
    });
  });

  it.each([
    ['that find packages', { module: 'commonjs', target: 'es2015' }],
    ['that do not check packages', { target: 'es5', skipLibCheck: true }],
    ['of a base', null],
  ])('adds nothing to compiler settings %s', (_, compilerOptions) => {
    const base = '{ /* comment */ "compilerOptions": { "target": "es2020", "moduleResolution": "bundler" } }';
    const own = compilerOptions === null ? { extends: './base.json' } : { compilerOptions };
    expect(plan({ 'base.json': base, 'tsconfig.json': JSON.stringify(own) })['tsconfig.json']).toEqual({
      text: null,
      what: 'needs no change',
    });
  });

  it.each([{}, { module: 'commonjs', target: 'ES5' }])(
    'leaves packages unchecked where TypeScript 5 rejects their private members: %j',
    (compilerOptions) => {
      const step = plan({ 'tsconfig.json': JSON.stringify({ compilerOptions }) })['tsconfig.json'];
      expect(JSON.parse(step?.text ?? '').compilerOptions).toEqual({ ...compilerOptions, skipLibCheck: true });
    },
  );

  it.each([
    ['{', 'package.json'],
    ['["a"]', 'package.json'],
    ['{ "scripts": "tsc" }', 'scripts in package.json'],
    ['{ "devDependencies": null }', 'devDependencies in package.json'],
  ])('rejects the package.json %s', (text, what) => {
    expect(() => plan({ 'package.json': text })).toThrow(`Expected ${what} to be a JSON object.`);
  });

  it('reads a package.json with a byte order mark', () => {
    expect(JSON.parse(plan({ 'package.json': '\uFEFF{ "name": "a" }' })['package.json']?.text ?? '').name).toBe('a');
  });
});

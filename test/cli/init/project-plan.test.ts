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
      lib: ['es2022', 'esnext.disposable', 'dom'],
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
      'tsconfig.json': '{ "compilerOptions": { "target": "esnext", "lib": [] } }',
    });
    expect(Object.values(steps).map(({ text }) => text)).toEqual([null, null, null]);
    const commented = plan({ 'tsconfig.json': '{ // comment\n "compilerOptions": {} }' })['tsconfig.json'];
    expect(commented).toEqual({
      text: null,
      what: expect.stringContaining('has comments: make sure that it has {"target"'),
    });
    expect(() => plan({ 'package.json': '{' })).toThrow('Expected package.json to be a JSON object.');
  });
});

/**
 * Checks formatting, lint rules and types: each check in a process of its own, all at once. Prints what failed. With
 * `--build`, it also builds the package at the same time, which no check needs.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The second time, only files that depend on changes are checked. */
const types = (project) => {
  const cache = `node_modules/.cache/tsloc/${project.replaceAll('/', '-')}.tsbuildinfo`;
  return ['node_modules/typescript/bin/tsc', '-p', project, '--incremental', '--tsBuildInfoFile', cache];
};

const tasks = [['node_modules/@biomejs/biome/bin/biome', 'check', '.'], types('tsconfig.json'), types('test/web/page')];
if (process.argv.includes('--build')) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) {
    console.error('Expected npm to start this script, which builds with it: run npm test.');
    process.exit(1);
  }
  tasks.push([npm, 'run', 'build']);
}

/** Resolves with the exit code, when the output has been printed. */
function run([script, ...args]) {
  const child = spawn(process.execPath, [script, ...args], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.stdout.write(output);
      resolve(code ?? 1);
    });
  });
}

process.exitCode = Math.max(...(await Promise.all(tasks.map(run))));

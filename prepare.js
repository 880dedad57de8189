/**
 * Builds the package when npm prepares it, unless dist/ is newer than everything that it is made from: npx prepares a
 * checkout before it runs `tsloc` there, and should not take as long as a build.
 */
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

const sources = [
  ...['src', 'users', 'package.json', 'package-lock.json', 'bundle.js', 'prepare.js', 'vite.page.config.ts'],
  ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.users.json'],
];

/** The last file that a build writes. */
const result = join(root, 'dist/web/page/index.html');

/** When a file, or the newest file below a folder, was written; 0 if there is none. */
function writtenAt(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => writtenAt(join(path, name))));
}

const isBuilt = existsSync(result) && sources.every((name) => writtenAt(join(root, name)) < writtenAt(result));
if (!isBuilt) {
  tell('tsloc: the sources have changed: building, which takes about 40 s');
  execSync('npm run build', { cwd: root, stdio: 'inherit' });
}

/** Writes to the terminal itself: npx discards the output of a build. */
function tell(line) {
  try {
    writeFileSync('/dev/tty', `${line}\n`);
  } catch {
    // no terminal
  }
}

#!/usr/bin/env node
const args = process.argv.slice(2);

if (args.length === 1 && (args[0] === '-V' || args[0] === '--version'))
  // What cannot be printed is an error of the command.
  import('../dist/cli/version.js').then(({ printVersion }) => printVersion()).catch(start);
else start();

function start() {
  // Thousands of requests in flight outlive a small young generation: with 64 MB, garbage collection takes a quarter less
  // CPU at 5,000 users. The flag must be given when Node starts, so the process replaces itself where Node can.
  const flag = '--max-semi-space-size=64';
  const isFree = process.execArgv.length === 0 && process.send === undefined && !process.env.NODE_OPTIONS;
  if (isFree && process.execve !== undefined && process.platform !== 'win32')
    process.execve(process.execPath, [process.execPath, flag, ...process.argv.slice(1)], process.env);
  // Not awaited: if a locustfile waits for ever, Node would warn about this line.
  import('../dist/cli/main.js').then(({ main }) => main(args));
}

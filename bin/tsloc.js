#!/usr/bin/env node
// Thousands of requests under way outlive a small young generation: 64 MB of it spare a quarter of the time at 5,000
// users. Only a starting Node can be told, so the process starts itself once more, in its own place, where Node can.
const wish = '--max-semi-space-size=64';
const isFree = process.execArgv.length === 0 && process.send === undefined && !process.env.NODE_OPTIONS;
if (isFree && process.execve !== undefined && process.platform !== 'win32')
  process.execve(process.execPath, [process.execPath, wish, ...process.argv.slice(1)], process.env);

// Not awaited: where a user's file waits for what never comes, Node would complain of this line.
import('../dist/cli/main.js').then(({ main }) => main(process.argv.slice(2)));

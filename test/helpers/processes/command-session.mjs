/**
 * A process that runs command lines, one after another, as bin/tsloc.js runs one. Each arrives as a line of JSON. When a
 * command has ended, both outputs get the mark and its exit code.
 */
import { createInterface } from 'node:readline';
import { main } from '../../../dist/cli/main.js';
import { events } from '../../../dist/index.js';

const [, bin, mark] = process.argv.splice(1, 3);
process.argv.push(bin); // the command starts its own children with it
const emitters = [process, process.stdout, process.stderr];
for (const emitter of emitters) emitter.setMaxListeners(0);
const exit = process.exit;
/** The global events as a new process has them; without their listeners. */
const unused = { ...events };
/** The listeners that were added to them, with their events. */
const added = watchEvents();

for await (const line of createInterface({ input: process.stdin })) {
  const { argv, cwd, env } = JSON.parse(line);
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const code = await runCommand(argv);
  for (const stream of [process.stdout, process.stderr]) stream.write(`${mark}${code}\n`);
}
exit();

/** Resolves with the code with which the process would have ended; removes what the command listens to. */
async function runCommand(argv) {
  const before = listeners();
  let exitCode = null;
  process.exit = (code) => {
    exitCode ??= code;
  };
  await main(argv);
  for (const [emitter, event, listener] of listeners()) {
    const isNew = !before.some((known) => known[0] === emitter && known[1] === event && known[2] === listener);
    if (isNew && event !== 'exit') emitter.off(event, listener); // at the exit, temporary folders are removed
  }
  for (const [hook, listener] of added.splice(0)) hook.removeListener(listener);
  Object.assign(events, unused);
  return exitCode;
}

function listeners() {
  return emitters.flatMap((emitter) =>
    emitter.eventNames().flatMap((event) => emitter.listeners(event).map((listener) => [emitter, event, listener])),
  );
}

function watchEvents() {
  const pairs = [];
  for (const hook of Object.values(events).filter((value) => typeof value?.addListener === 'function')) {
    for (const method of ['addListener', 'prependListener']) {
      const add = hook[method];
      hook[method] = (listener) => {
        pairs.push([hook, listener]);
        return add.call(hook, listener);
      };
    }
  }
  return pairs;
}

/** Words for names that the server uses. */

/** The page's word for a state; an unknown state is shown unchanged. */
export function stateWord(state: string): string {
  return stateWords[state] ?? state;
}

/** The label of an option: `my_option` and `myOption` are `My option`. */
export function optionLabel(name: string): string {
  const spaced = name
    .replace(/(?<=[a-z\d])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('_', ' ')
    .trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** `1 user`, `2 users`. */
export function plural(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

const stateWords: Readonly<Record<string, string>> = {
  ready: 'Ready',
  spawning: 'Starting users',
  running: 'Running',
  cleanup: 'Stopping',
  stopping: 'Stopping',
  stopped: 'Stopped',
  missing: 'No runner',
};

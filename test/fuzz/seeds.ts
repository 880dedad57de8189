/** Initial responses: valid ones of all kinds, and those that attackers send. */
import type { Dice } from './dice.js';
import type { Connection } from './outcome.js';

/** A connection with one response, and possibly more bytes after it. */
export function makeConnection(dice: Dice): Connection {
  const method = dice.pick(['GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'CONNECT']);
  const informs = dice.chance(0.1) ? dice.pick(informational) : '';
  const behind = dice.chance(0.3) ? dice.pick(['HTTP/1.1 200 OK\r\n\r\n', 'x', '\r\n', answer(dice)]) : '';
  return { method, bytes: Buffer.from(informs + answer(dice) + behind, 'latin1') };
}

const informational = ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n'];

function answer(dice: Dice): string {
  const status = dice.pick([
    '200 OK',
    '200 OK',
    '200',
    '201 Created',
    '204 No Content',
    '304 Not Modified',
    '404 Not Found',
  ]);
  const version = dice.chance(0.1) ? '1.0' : '1.1';
  const [framing, body] = dice.pick(bodies)(dice);
  const lines = [framing, ...Array.from({ length: dice.below(4) }, () => dice.pick(headers))].filter(
    (line) => line !== '',
  );
  if (dice.chance(0.5)) lines.reverse();
  return `HTTP/${version} ${status}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`;
}

const headers: readonly string[] = [
  'Server: nginx/1.22.1',
  'Content-Type: text/html; charset=utf-8',
  'Set-Cookie: a=1; Path=/; HttpOnly',
  'Connection: keep-alive',
  'Connection: close',
  'Connection: Keep-Alive, X',
  'Keep-Alive: timeout=5',
  'Empty:',
  'X-Latin: sch\xf6n',
  'X-Space:   wide   ',
  'X-Tab:\ttab\t',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: 05',
  'Content-Length: 5, 5',
  'Content-Length: -1',
  'Content-Length : 5',
  ' Folded: x',
  'X:\r\n folded',
];

type Body = (dice: Dice) => [framing: string, body: string];

const bodies: readonly Body[] = [
  () => ['Content-Length: 0', ''],
  (dice) => sized(text(dice)),
  (dice) => sized(text(dice)),
  (dice) => ['Transfer-Encoding: chunked', chunks(dice)],
  (dice) => ['transfer-encoding:chunked', chunks(dice)],
  (dice) => ['', text(dice)],
];

function sized(body: string): [string, string] {
  return [`Content-Length: ${body.length}`, body];
}

function text(dice: Dice): string {
  return dice.pick(['', 'x', 'hello', '\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'a'.repeat(dice.below(60)), '\xff\0\x80']);
}

function chunks(dice: Dice): string {
  let all = '';
  for (let i = dice.below(4); i > 0; i--) {
    const data = text(dice);
    const size = dice.chance(0.2) ? data.length.toString(16).toUpperCase().padStart(3, '0') : data.length.toString(16);
    if (data !== '') all += `${size}${dice.pick(extensions)}\r\n${data}\r\n`;
  }
  return `${all}0${dice.pick(extensions)}\r\n${dice.pick(['', '', '', 'X-Sum: 1\r\n', 'A: b\r\nC:\r\n'])}\r\n`;
}

const extensions = ['', '', '', ';a', ';a=b', ';a="b c"', '; a=b', ' ;a', ' '];

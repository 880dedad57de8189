import { expect, it } from 'vitest';
import { SignalCounter } from '../../../src/cli/scenarios/signal-counter.js';

function counting() {
  let times = 0;
  const counter = new SignalCounter(() => times++);
  return { counter, times: () => times };
}

it('acts once for a signal that reached both processes, in either order', () => {
  const { counter, times } = counting();
  counter.receive();
  counter.forward(1, 0);
  expect(times()).toBe(1);
  counter.forward(2, 0);
  counter.receive();
  expect(times()).toBe(2);
});

it('acts for each signal that reached one of them only', () => {
  const { counter, times } = counting();
  counter.forward(2, 0);
  expect(times()).toBe(2);
  for (let i = 0; i < 3; i++) counter.receive();
  expect(times()).toBe(3);
});

it('acts once for a signal that the parent sends after its message, also if the terminal has sent it, too', () => {
  for (const fromTerminal of [0, 1]) {
    const { counter, times } = counting();
    for (let i = 0; i < fromTerminal; i++) counter.receive();
    counter.forward(1, 0);
    counter.forward(1, 1);
    counter.receive();
    expect(times()).toBe(1);
    counter.forward(2, 1);
    expect(times()).toBe(2);
  }
});

import { describe, expect, it, vi } from 'vitest';
import { Terminal } from '../../../src/cli/terminal/terminal.js';

interface Screen {
  isTTY?: boolean;
  columns?: number;
  /** Everything that was written to it. */
  text: string;
  write(text: string | Uint8Array): void;
}

function newScreen(properties: { isTTY?: boolean; columns?: number } = {}): Screen {
  return {
    ...properties,
    text: '',
    write(text) {
      this.text += text.toString();
    },
  };
}

/** The visible text, without cleared lines. */
function shown(screen: Screen): string {
  return screen.text
    .split('\n')
    .map((line) => line.split('\r\u001b[2K').at(-1))
    .join('\n');
}

/** Erases the lines of a block, from the last one. */
const erased = (lines: number) => `${'\u001b[2K\u001b[A'.repeat(lines - 1)}\r\u001b[2K`;

const block = (...texts: string[]) => texts.map((text) => [{ text, style: 'plain' } as const]);

describe('a terminal', () => {
  it('keeps the block below the lines that scroll', () => {
    const screen = newScreen({ isTTY: true, columns: 40 });
    const terminal = new Terminal(screen);
    terminal.write('first');
    terminal.block(block('1s of 60s'));
    terminal.write('second');
    expect(shown(screen)).toBe('first\nsecond\n1s of 60s');
    terminal.block(block('2s of 60s'));
    terminal.write('third');
    expect(shown(screen)).toBe('first\nsecond\nthird\n2s of 60s');
  });

  it('removes the block permanently at the end', () => {
    const screen = newScreen({ isTTY: true, columns: 40 });
    const terminal = new Terminal(screen);
    terminal.block(block('1s of 60s'));
    terminal.endBlock();
    terminal.write('done');
    expect(shown(screen)).toBe('done\n');
    const before = screen.text;
    terminal.endBlock();
    expect(screen.text).toBe(before);
  });

  it('shows control characters of a line without their effect', () => {
    const screen = newScreen({ isTTY: true, columns: 80 });
    const terminal = new Terminal(screen);
    terminal.write('first\nsecond\u001b[2J\u0007');
    expect(screen.text).toBe('first\nsecond\\x1b[2J\\x07\n');
  });

  it('assumes 80 columns if the terminal does not report its width', () => {
    expect(new Terminal(newScreen({ isTTY: true })).columns()).toBe(80);
    expect(new Terminal(newScreen({ isTTY: true, columns: 0 })).columns()).toBe(80);
  });
});

describe('a pipe or a file', () => {
  it('gets plain lines, and never a block or an escape sequence', () => {
    const screen = newScreen({ columns: 40 });
    const terminal = new Terminal(screen);
    terminal.write('first');
    terminal.block(block('1s of 60s'));
    terminal.write('second');
    terminal.endBlock();
    expect(screen.text).toBe('first\nsecond\n');
    expect(terminal.isTerminal).toBe(false);
    expect(terminal.columns()).toBeNull();
  });
});

describe('a block of several lines', () => {
  it('is erased completely before it is drawn again, and stays below lines that scroll', () => {
    const screen = newScreen({ isTTY: true, columns: 40 });
    const terminal = new Terminal(screen);
    terminal.block(block('a', 'b', 'c'));
    screen.text = '';
    terminal.write('log');
    expect(screen.text).toBe(`${erased(3)}log\na\nb\nc`);
    screen.text = '';
    terminal.block([
      [
        { text: 'x', style: 'red' },
        { text: 'y', style: 'plain' },
      ],
    ]);
    expect(screen.text).toBe(`${erased(3)}\u001b[31mx\u001b[39my`);
    terminal.endBlock();
    expect(screen.text.endsWith('\r\u001b[2K')).toBe(true);
    expect(screen.text).not.toContain('\u001b[?'); // neither hides the cursor nor switches the screen
  });

  it('has wrapped in a window that became narrower: all its rows are erased', () => {
    const screen = newScreen({ isTTY: true, columns: 40 });
    const terminal = new Terminal(screen);
    terminal.block(block('a'.repeat(39), 'b'));
    screen.columns = 10;
    screen.text = '';
    terminal.block(block('c'));
    expect(screen.text).toBe(`${erased(5)}c`);
  });

  it('is drawn again at once after texts of others that are rare, and forty times a second at most', () => {
    vi.useFakeTimers();
    const screen = newScreen({ isTTY: true, columns: 40 });
    const terminal = new Terminal(screen);
    terminal.share([screen]);
    terminal.block(block('the block'));
    const drawnBy = (everyMs: number, texts: number, patienceMs: number) => {
      screen.text = '';
      for (let i = 0; i < texts; i++) {
        screen.write('text\n');
        vi.advanceTimersByTime(everyMs);
      }
      vi.advanceTimersByTime(patienceMs);
      return screen.text.split('the block').length - 1;
    };
    vi.advanceTimersByTime(100);
    expect(drawnBy(1, 1, 0)).toBe(1);
    expect(drawnBy(30, 33, 0)).toBe(33);
    expect(drawnBy(2, 500, 100)).toBeLessThanOrEqual(41);
    vi.useRealTimers();
  });

  it('is erased while others write to the same terminal, and drawn again below a moment later', () => {
    vi.useFakeTimers();
    const [screen, output, file] = [newScreen({ isTTY: true, columns: 40 }), newScreen({ isTTY: true }), newScreen()];
    output.write = (text) => {
      screen.text += text.toString();
    };
    const terminal = new Terminal(screen);
    terminal.share([screen, output, file]);
    const shownWithin = (act: () => void, ms: number) => {
      screen.text = '';
      act();
      vi.advanceTimersByTime(ms);
      return screen.text;
    };
    expect(shownWithin(() => output.write('before\n'), 99)).toBe('before\n');
    terminal.block(block('a', 'b'));
    const burst = () => {
      for (let i = 0; i < 3; i++) output.write(`${i}\n`);
    };
    expect(shownWithin(burst, 50)).toBe(`${erased(2)}0\n1\n2\na\nb`);
    expect(shownWithin(() => screen.write(Buffer.from('half')), 0)).toBe(`${erased(2)}half`);
    expect(shownWithin(() => terminal.write('log'), 50)).toBe('\nlog\na\nb');
    expect(shownWithin(() => screen.write('half'), 50)).toBe(`${erased(2)}half\na\nb`);
    expect(shownWithin(() => file.write('three'), 50)).toBe('');
    const last = () => {
      output.write('last');
      terminal.endBlock();
    };
    expect(shownWithin(last, 50)).toBe(`${erased(2)}last\n`);
    vi.useRealTimers();
  });
});

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../../src/web/page/feed/commands.js';

describe('the outcome of a command', () => {
  it('is that of the reply, for any status', () => {
    expect(outcomeOf(true, 200, '{"success": true, "message": "Swarming started"}').success).toBe(true);
    expect(outcomeOf(true, 200, '{"success": false, "message": "No runner"}')).toEqual({
      success: false,
      message: 'No runner',
    });
    expect(outcomeOf(true, 201, '{}').success).toBe(true);
    expect(outcomeOf(true, 200, 'ok').success).toBe(true);
  });

  it('shows a rejected command with the text of the server, but never an HTML page', () => {
    expect(outcomeOf(false, 500, 'Unknown class Demo').message).toBe('Unknown class Demo');
    expect(outcomeOf(false, 403, '{"message": "Sign in first"}').message).toBe('Sign in first');
    expect(outcomeOf(false, 502, '<html>Bad gateway</html>').message).toBe('The server answered with status 502.');
    expect(outcomeOf(false, 500, 'null').message).toBe('null');
  });
});

/** A custom protocol, measured with `this.measure`: lines over a TCP socket. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { constant, task, User } from 'tsloc';

export class EchoUser extends User {
  static override waitTime = constant(0.1);
  static port = 7;
  private socket: Socket | undefined;

  override async onStart() {
    const { port } = this.constructor as typeof EchoUser;
    await this.measure('TCP', 'connect', async () => {
      this.socket = connect({ port, host: '127.0.0.1', signal: this.signal }); // closes when the user ends
      await once(this.socket, 'connect');
    });
  }

  @task
  async echo() {
    const { socket } = this;
    if (socket === undefined) return;
    await this.measure('TCP', 'echo', () => this.exchange(socket, 'hello\n'), {
      responseLength: (line) => line.length,
    });
  }

  private async exchange(socket: Socket, line: string): Promise<string> {
    socket.write(line);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (answer.toString() !== line) throw new Error(`Expected '${line}' back, got '${answer}'.`);
    return line;
  }
}

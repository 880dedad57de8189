/** What compiles, and what does not: checked only by the type checker. */
import {
  between,
  constant,
  HttpUser,
  MarkovTaskSet,
  SequentialTaskSet,
  TaskSet,
  tag,
  task,
  transition,
  User,
} from 'tsloc';

export class Shop extends HttpUser {
  @task bare() {}
  @task(3) weighted() {}
  @task() called() {}
  @task() static Called = class Called extends TaskSet<Shop> {};
  @tag('slow') @task async tagged() {}
  @task(0) never() {}

  @task static Browse = class Browse extends TaskSet<Shop> {
    @task look() {
      this.user.bare();
      this.interrupt();
    }
    @task(2) static Deep = class Deep extends SequentialTaskSet<Shop> {
      @task first() {}
    };
  };

  @tag('chain') @task(2) static Chain = class Chain extends MarkovTaskSet<Shop> {
    @transition('b') a() {}
    @transition('a', 2) b() {}
    @transition('a') static Inner = class extends TaskSet {};
  };

  // @ts-expect-error a class that is no task set
  @task static Other = class {};
  // @ts-expect-error a static method
  @task static count() {}
  // @ts-expect-error what the user itself calls
  @task override onStart() {}
  // @ts-expect-error what the user itself calls
  @tag('slow') override onStop() {}
  // @ts-expect-error a getter
  @tag('slow') get price() {
    return 3;
  }
  // @ts-expect-error a field
  @tag('slow') title = 'x';
  // @ts-expect-error a static method
  @tag('slow') static find() {}
  // @ts-expect-error a static member that is no task set
  @task static rate = 3;
  // @ts-expect-error a field
  @task name = 'x';
  // @ts-expect-error a getter
  @task get size() {
    return 1;
  }
  // @ts-expect-error a weight that is no number
  @task('3') wrong() {}
}

@tag('all')
export class Tagged extends TaskSet {
  @task x() {}
}

export class Listed extends User {
  static override tasks = [
    ...[Tagged, [Tagged, 2] as const, (user: Listed) => user.greet()],
    ...[tag('slow')((user: Listed) => user.greet()), tag('x')(Tagged)],
  ];
  greet() {}
}

export class Mapped extends User {
  static override tasks = new Map([[Tagged, 3]]);
}

// @ts-expect-error a weight is a number
export class Unweighted extends User {
  static override weight = 'much';
}

export class Waiting extends User {
  static override waitTime = between(1, 2);
  override waitTime() {
    return this.environment.seed.length;
  }
}

export class WaitingLater extends TaskSet {
  override async waitTime() {
    return 3;
  }
}

export class WrongWait extends User {
  // @ts-expect-error seconds
  override waitTime() {
    return 'long';
  }
}

export class FieldWait extends User {
  // @ts-expect-error it belongs to the class
  override waitTime = constant(5);
}

export class Choosing extends User {
  override getNextTask() {
    return Math.random() < 0.5 ? this.look : super.getNextTask();
  }
  override onStart() {
    this.tasks = [Tagged, [(user: Choosing) => user.look(), 3]];
  }
  look() {}
}

export class Watching extends TaskSet<Shop> {
  override async onStart() {
    this.background(async (signal) => signal.aborted === this.signal.aborted);
    const length: number | undefined = await this.measure('TCP', 'ping', () => 5, { responseLength: (n) => n + 1 });
    return length;
  }
}

/** A user of another protocol, with its own kind of client. */
class Mailer extends User {
  readonly client = { deliver: (text: string) => text.length };
}

export class Mailing extends TaskSet<Mailer> {
  @task send() {
    const length: number = this.client.deliver('hello');
    // @ts-expect-error it is no HTTP client
    this.client.get('/');
    return length;
  }
}

export class Unnamed extends TaskSet {
  @task async read() {
    const response = await this.client.get('/');
    return response.status;
  }
}

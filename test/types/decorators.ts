/** What compiles, and what does not: checked by the type checker alone. */
import { HttpUser, MarkovTaskSet, SequentialTaskSet, TaskSet, tag, task, transition, User } from 'tsloc';

export class Shop extends HttpUser {
  @task bare() {}
  @task(3) weighted() {}
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
  };

  // @ts-expect-error a static member that is no task set
  @task static price = 3;
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
  static override tasks = [Tagged, [Tagged, 2] as const, (user: Listed) => user.greet()];
  greet() {}
}

export class Mapped extends User {
  static override tasks = new Map([[Tagged, 3]]);
}

// @ts-expect-error a weight is a number
export class Unweighted extends User {
  static override weight = 'much';
}

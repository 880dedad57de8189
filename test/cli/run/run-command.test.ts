import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, freePort, imports, isFree, requestsIn, tsloc, userFile } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';
import { serveProxy } from '../../helpers/servers/proxy.js';

const inSession = commandSession();
const isDemoRunning = !(await isFree(8000));

const quitter = (name: string) => `export class ${name} extends User {
  @task go(): void {
    this.environment.events.request.fire({ requestType: 'TEST', name: 'go', responseTime: 1 });
    if (this.environment.runner?.state === 'running') this.environment.runner.quit();
  }
}\n`;

const folder = folderWith({
  'locustfile.ts': imports + quitter('Shopper') + quitter('Admin'),
  'users/buyer.ts': imports + quitter('Buyer'),
  'users/_shared.ts': imports + quitter('Shared'),
  'ratio.ts': `${imports}export class Shopper extends User {
    static override weight = 3;
    @task(3) browse(): void {}
    @task buy(): void {}
  }`,
});

describe.concurrent('options that only print', () => {
  it('--list names the classes of all files on stdout, in the layout of Locust', async () => {
    const args = ['-f', 'locustfile.ts,users', '--list'];
    const { stdout, exitCode } = await tsloc(args, { cwd: folder });
    expect(stdout).toBe('Available Users:\n    Admin\n    Shopper\n    Buyer\n');
    expect(exitCode).toBe(0);
  });

  it('--show-task-ratio and its JSON are on stdout, and nothing runs', async () => {
    const [text, json] = await Promise.all(
      ['--show-task-ratio', '--show-task-ratio-json'].map((flag) =>
        inSession(['-f', 'ratio.ts', flag], { cwd: folder }),
      ),
    );
    const row = (cells: string) => `${cells.padEnd(62)}\n`;
    const tree = row(' 100.0      Shopper') + row('   75.0       browse') + row('   25.0       buy');
    const rule = `${'-'.repeat(80)}\n`;
    expect(text?.stdout).toBe(`\n Task ratio per User class\n${rule}${tree}\n Total task ratio\n${rule}${tree}`);
    expect(json?.stdout).toMatch(/^\{\n {4}"per_class": \{\n {8}"Shopper": \{\n {12}"ratio": 1,\n/);
    const shopper = { ratio: 1, tasks: { browse: { ratio: 0.75 }, buy: { ratio: 0.25 } } };
    expect(JSON.parse(json?.stdout ?? '')).toEqual({ per_class: { Shopper: shopper }, total: { Shopper: shopper } });
    expect([text?.exitCode, json?.exitCode]).toEqual([0, 0]);
  });
});

describe.concurrent('options that only print, on any node', () => {
  it.each([
    [['--worker'], {}],
    [['--master'], {}],
    [['--processes', '4'], {}],
    [[], { LOCUST_MODE_WORKER: 'true' }],
    [[], { LOCUST_PROCESSES: '4' }],
  ] as const)('with %j and %j, print and end', async (args, env) => {
    const printed = ['--list', '--show-task-ratio', '--show-task-ratio-json'].map(async (flag) => {
      const { stdout, exitCode } = await inSession(['-f', 'ratio.ts', flag, ...args], { cwd: folder, env });
      return [stdout.trim().split('\n')[0], exitCode];
    });
    expect(await Promise.all(printed)).toEqual([
      ['Available Users:', 0],
      ['Task ratio per User class', 0],
      ['{', 0],
    ]);
  });
});

describe.concurrent('which classes run', () => {
  it.each([
    [['-u', '2', '-r', '9'], {}, '{"Admin": 1, "Shopper": 1} (2 total users)'],
    [['Admin'], {}, '{"Admin": 1} (1 total users)'],
    [['-f', 'users'], { LOCUST_USER_CLASSES: 'Buyer' }, '{"Buyer": 1} (1 total users)'],
  ] as const)('%j with %j runs %s', async (args, env, users) => {
    const { stderr, exitCode } = await inSession(['--csv', '', ...args], { cwd: folder, env });
    expect(stderr).toContain(`All users spawned: ${users}\n`);
    expect(exitCode).toBe(0);
  });

  it.each([[['Shopper']], [['--scenario', 'shop']]])(
    'with %j, --config-users may name a class that does not run',
    async (chosen) => {
      const cwd = folderWith({
        'locustfile.ts': imports + quitter('Shopper') + quitter('Admin'),
        'tsloc.scenarios.yaml': 'shop: { users: 1, user_classes: [Shopper] }',
      });
      const config = ['--csv', '', '--config-users', '{"user_class_name":"Admin","weight":2}'];
      const { stderr, exitCode } = await inSession([...chosen, ...config], { cwd });
      expect(stderr).toContain('All users spawned: {"Shopper": 1} (1 total users)\n');
      expect(exitCode).toBe(0);
    },
  );

  it('lists unknown classes and the existing ones', async () => {
    const { stdout, stderr, exitCode } = await inSession(['Admin', 'Nobody', 'shopper'], { cwd: folder });
    expect(stderr).toMatch(
      /\ntsloc: error: Unknown User\(s\): Nobody, shopper \[UNKNOWN_USER\]\nAvailable: Admin, Shopper\n$/,
    );
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  });

  it('explains how to name a file if there is none', async () => {
    const { stderr, exitCode } = await inSession([], { cwd: folderWith() });
    expect(stderr).toMatch(
      /^tsloc: error: Expected a file or folder called 'locustfile\.ts', found none\. \[LOCUSTFILE_NOT_FOUND\]\nWrite one with `npx tsloc init`, or name your file with -f, such as -f users\.ts\.\n$/,
    );
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('names of files that are empty', () => {
  it('write none, as in Locust', async () => {
    const cwd = folderWith({ 'locustfile.ts': imports + quitter('Shopper') });
    const options = { cwd, env: { LOCUST_HTML: '', LOCUST_LOGFILE: '' } };
    const { stdout, stderr, exitCode } = await inSession(['--csv', '', '--json-file', ''], options);
    expect({ stdout, exitCode }, stderr).toEqual({ stdout: '', exitCode: 0 });
    expect(readdirSync(cwd)).toEqual(['locustfile.ts']);
  });
});

describe.concurrent('a host that does not answer', () => {
  const visitor = `${imports}export class Visitor extends HttpUser {
    @task async go(): Promise<void> { await this.client.get('/a'); this.environment.runner?.quit(); }
  }`;

  it('is reported before the run, which then counts the failures', async () => {
    const cwd = folderWith({ 'locustfile.ts': visitor });
    const host = `http://127.0.0.1:${await freePort()}`;
    const { stderr, exitCode } = await inSession(['-H', host, '--csv', 'out'], { cwd });
    expect(stderr).toMatch(
      new RegExp(`WARNING/locust\\.main: Nothing answers at ${host}\\.\n[\\s\\S]*Ramping to 1 users`),
    );
    expect(stderr).toContain("1                  GET /a: ConnectionRefusedError(111, 'Connection refused')");
    expect(exitCode).toBe(1);
  });

  // With its own server: concurrent tests could close a shared one.
  it.sequential('is not reported if an environment proxy answers, which gets the requests, also those of workers', async () => {
    const proxy = await serveProxy();
    const polite = visitor.replace(
      'HttpUser {',
      "HttpUser { static override network = { proxy: 'environment' } as const;",
    );
    const options = { cwd: folderWith({ 'locustfile.ts': polite }), env: { HTTP_PROXY: proxy.url } };
    for (const processes of [[], ['--processes', '1']]) {
      const { stderr } = await inSession(['-H', 'http://nobody-knows.invalid', '--csv', '', ...processes], options);
      expect(stderr).not.toContain('Nothing answers');
    }
    expect(proxy.asked).toEqual(Array(2).fill('GET http://nobody-knows.invalid/a'));
  });

  it.sequential('is checked through the proxy of a FastHttpUser', async () => {
    const proxy = await serveProxy();
    for (const [port, answers] of [
      [new URL(proxy.url).port, true],
      [await freePort(), false],
    ]) {
      const attributes = `static override proxyHost = '127.0.0.1'; static override proxyPort = ${port};`;
      const fast = visitor.replace('HttpUser {', `FastHttpUser { ${attributes}`);
      const cwd = folderWith({ 'locustfile.ts': fast.replace(' HttpUser,', ' FastHttpUser, HttpUser,') });
      const { stderr } = await inSession(['-H', 'http://nobody-knows.invalid', '--csv', ''], { cwd });
      expect(stderr.includes('Nothing answers at http://nobody-knows.invalid')).toBe(!answers);
    }
    expect(proxy.asked).toEqual(['CONNECT nobody-knows.invalid:80']);
  });

  it('is not asked where the class cannot reach it at all, which is an error before the run', async () => {
    const wrong = visitor.replace('HttpUser {', 'HttpUser { static override network = { verfy: false } as never;');
    const cwd = folderWith({ 'locustfile.ts': wrong });
    const { stderr, exitCode } = await inSession(['-H', 'http://127.0.0.1:1'], { cwd });
    expect(stderr).toContain(
      "tsloc: error: In static network of class Visitor: expected a known name, got 'verfy'. [BAD_NETWORK]\n",
    );
    expect([exitCode, readdirSync(join(cwd, 'results'))]).toEqual([1, []]);
  });

  it.skipIf(isDemoRunning)(
    'is reported with a hint on how to start the sample service, if it is that one',
    async () => {
      const cwd = folderWith({ 'locustfile.ts': visitor });
      const { stderr } = await inSession(['-H', 'http://127.0.0.1:8000', '--csv', ''], { cwd });
      expect(stderr).toContain(
        'Nothing answers at http://127.0.0.1:8000. Start the sample service with: npx tsloc demo --serve-only\n',
      );
    },
  );

  it('is not checked if the host is not an http URL', async () => {
    const database = `${imports}export class Query extends User {
      static override host = 'localhost:5432';
      @task go(): void { this.environment.runner?.quit(); }
    }`;
    const { stderr } = await inSession(['--csv', ''], { cwd: folderWith({ 'locustfile.ts': database }) });
    expect(stderr).not.toContain('Nothing answers');
  });
});

describe.concurrent('what a run prints and writes', () => {
  it('prints a table at the start and every two seconds and the final tables, as Locust does: nothing else while it runs', async () => {
    const { stderr, exitCode } = await tsloc(['-t', '3', '--csv', ''], {
      cwd: folderWith({ 'locustfile.ts': userFile('one();') }),
    });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('INFO/locust.main: Run time limit set to 3 seconds\n');
    expect(stderr).not.toContain('█');
    expect(stderr).toContain('INFO/locust.main: --run-time limit reached, shutting down\n');
    expect(stderr.match(/^Type +Name +# reqs/gm)?.length).toBe(3);
    expect(stderr.match(/^Response time percentiles \(approximated\)$/gm)?.length).toBe(1);
    expect(stderr).not.toContain('Results:');
  });

  it('names the results after file and time, so that runs that start together do not share them; --only-summary prints the final tables alone', async () => {
    const cwd = folderWith({
      'shop.ts': userFile('one(); if (++turns === 9) this.environment.runner?.quit();', 'let turns = 0;'),
    });
    const runs = await Promise.all([1, 2].map(() => tsloc(['-f', 'shop.ts', '--only-summary'], { cwd })));
    const prefixes = runs.map(
      ({ stderr }) => /Results: (results\/shop_\d{8}-\d{6}(-\d)?)_stats\.csv /.exec(stderr)?.[1],
    );
    expect(new Set(prefixes).size).toBe(2);
    for (const prefix of prefixes) expect(requestsIn(join(cwd, String(prefix)))).toBe(9);
    expect(readdirSync(join(cwd, 'results'))).toHaveLength(8);
    for (const { stderr } of runs) expect(stderr.match(/^Type +Name +# reqs/gm)?.length).toBe(1);
  });

  it("writes no files with --csv ''", async () => {
    const cwd = folderWith({ 'locustfile.ts': imports + quitter('Shopper') });
    expect((await inSession(['--csv', ''], { cwd })).exitCode).toBe(0);
    expect(readdirSync(cwd)).toEqual(['locustfile.ts']);
  });
});

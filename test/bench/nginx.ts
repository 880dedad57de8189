/** nginx as a cheap server: 100 bytes from memory, no log, unlimited keep-alive. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pinned, startPinned } from './pinned.js';

const certificates = fileURLToPath(new URL('../helpers/certificates', import.meta.url));

/** Starts one nginx process, which writes its files to `folder`. */
export function startNginx(port: number, tlsPort: number, folder: string): Pinned {
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, nginxConfig(port, tlsPort, folder));
  return startPinned('server', ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], 'nginx');
}

/** Such as `nginx/1.22.1`; null if it is not installed. */
export function nginxVersion(): string | null {
  const { status, stderr } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  return status === 0 ? (/nginx\/\S+/.exec(stderr)?.[0] ?? 'nginx') : null;
}

function nginxConfig(port: number, tlsPort: number, folder: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  return `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events { worker_connections 30000; multi_accept on; }
    http {
      ${paths.join(' ')}
      access_log off; default_type text/plain; keepalive_timeout 1h; keepalive_requests 1000000000;
      server {
        listen 127.0.0.1:${port} backlog=4096;
        listen 127.0.0.1:${tlsPort} ssl backlog=4096;
        ssl_certificate ${certificates}/server.pem;
        ssl_certificate_key ${certificates}/server.key;
        location / { return 200 '${'x'.repeat(100)}'; }
        location = /json { default_type application/json; return 200 '{"ok": true, "items": [1, 2, 3]}'; }
        location = /status { stub_status; }
      }
    }`;
}

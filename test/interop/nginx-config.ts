/** The configuration of an nginx of one test, which writes only to its folder. */

/** Ports: plain, TLS, TLS 1.2 with client certificates, and TLS with untrusted certificates. */
export function nginxConfig(folder: string, certificates: string, ports: readonly number[]): string {
  const [plain, secure, closed, expired, wrongHost, selfSigned] = ports;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.join(' ')}
  root ${folder};
  types { text/plain txt; }
  gzip on;
  gzip_min_length 100;
  gzip_types text/plain;
  keepalive_requests 5;
  client_max_body_size 1k;
  add_header x-protocol $server_protocol always;
  server {
    listen 127.0.0.1:${plain};
    location = /short { return 200 "short\\n"; }
    location = /moved { return 301 http://127.0.0.1:${plain}/text.txt; }
    location = /hang-up { return 444; }
    location = /dead { proxy_pass http://127.0.0.1:1; }
    location /secret/ {
      alias ${folder}/;
      auth_basic "secret";
      auth_basic_user_file ${folder}/passwords;
    }
  }
  ${secured(`${secure} ssl http2`, certificates, 'server')}
  ${secured(`${closed} ssl`, certificates, 'server', closedTo(certificates))}
  ${secured(`${expired} ssl`, certificates, 'expired')}
  ${secured(`${wrongHost} ssl`, certificates, 'wrong-host')}
  ${secured(`${selfSigned} ssl`, certificates, 'self-signed')}
}
`;
}

function secured(listen: string, certificates: string, name: string, more = ''): string {
  return `server {
    listen 127.0.0.1:${listen};
    ssl_certificate ${certificates}/${name}.pem;
    ssl_certificate_key ${certificates}/${name}.key;
    location = /short { return 200 "short\\n"; }
    ${more}
  }`;
}

function closedTo(certificates: string): string {
  return `ssl_protocols TLSv1.2; ssl_verify_client on; ssl_client_certificate ${certificates}/ca.pem;`;
}

// Apache's mod_auth_openidc as a relying party and as a resource server, in a server root of its own:
//   node mod_auth_openidc.mjs http://localhost:8080 URL-OF-3.0 URL-OF-2.3
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Browser } from './browser.mjs';
import { confidentialAt } from './clients.mjs';
import { runAll } from './flows.mjs';
import { throughAllStages } from './stages.mjs';
import { issuer, logInAndAllow, userName } from './user.mjs';

const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'auth_openidc'];

class Apache {
  constructor(port) {
    this.origin = `http://localhost:${port}`;
    this.browser = new Browser(this.origin);
  }

  // Opens a protected page, and comes back to it as a user.
  async logIn() {
    const back = await logInAndAllow(this.browser, `${this.origin}/app/page.txt`, (url) =>
      url.href.startsWith(`${this.origin}/app/redirect_uri`),
    );
    const { page } = await this.browser.follow(await this.browser.open(back), () => false);
    assert.equal(page, 'a page for users\n');
    const again = await this.browser.open(`${this.origin}/app/page.txt`);
    assert.equal(again.headers.get('x-user'), userName);
  }

  // What the module knows of the session; it gets a new access token first.
  async info() {
    const hook = await this.browser.open(`${this.origin}/app/redirect_uri?info=json&access_token_refresh_interval=0`);
    assert.equal(hook.status, 200);
    return hook.text();
  }

  // Calls the protected resource; returns for whom it was, or why it was not.
  async call(token) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(`${this.origin}/api/page.txt`, { headers });
    return answer.status === 200 ? answer.headers.get('x-user') : answer.status;
  }

  async use(session, stage) {
    const { access_token: token, userinfo } = JSON.parse(await this.info());
    assert.notEqual(token, session.token, stage);
    assert.equal(userinfo.sub, userName, stage);
    assert.equal(await this.call(token), userName, stage);
    session.token = token;
  }
}

await runAll('mod_auth_openidc', {
  'relying party': (clients, home) =>
    withApache(home, async (apache) => {
      await apache.logIn();
      assert.match(await apache.info(), /john@example\.com/);
    }),
  'resource server': (clients, home) =>
    withApache(home, async (apache) => {
      await apache.logIn();
      const { access_token: token } = JSON.parse(await apache.info());
      assert.equal(await apache.call(token), userName);
      assert.equal(await apache.call('no-such-token'), 401);
      assert.equal(await apache.call(undefined), 401);
    }),
  'one session': (clients, home) =>
    withApache(home, (apache) => throughAllStages(() => apache.logIn().then(() => ({})), apache.use.bind(apache))),
});

async function withApache(home, test) {
  const port = await freePort();
  const client = await home.register(confidentialAt(`http://localhost:${port}/app/redirect_uri`));
  const root = await mkdtemp(`${tmpdir()}/apache-`);
  await chmod(root, 0o755); // for the user that the server runs as
  for (const place of ['app', 'api']) {
    await mkdir(`${root}/pages/${place}`, { recursive: true });
    await writeFile(`${root}/pages/${place}/page.txt`, 'a page for users\n');
  }
  await writeFile(`${root}/apache.conf`, configuration(root, port, client));
  const server = spawn('/usr/sbin/apache2', ['-D', 'FOREGROUND', '-f', `${root}/apache.conf`], { stdio: 'inherit' });
  try {
    const apache = new Apache(port);
    await started(apache, server);
    return await test(apache);
  } catch (failure) {
    console.error(await readFile(`${root}/error.log`, 'utf8').catch(() => 'no log'));
    throw failure;
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null && server.kill('SIGTERM')) {
      await ended;
    }
    await rm(root, { recursive: true });
  }
}

async function started(apache, server) {
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    if (await fetch(`${apache.origin}/`).catch(() => undefined)) {
      return;
    }
    await wait(100);
  }
  throw new Error('apache2 does not start');
}

function configuration(root, port, { id, secret }) {
  return `
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
User www-data
Group www-data
ServerName localhost
Listen 127.0.0.1:${port}
DefaultRuntimeDir ${root}
PidFile ${root}/apache.pid
ErrorLog ${root}/error.log
DocumentRoot ${root}/pages
# Requests of Node.js say "cors", and the module leads nobody but a browser's page to a login.
RequestHeader set Sec-Fetch-Mode navigate early
Header always set X-User "expr=%{REMOTE_USER}"

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${id}
OIDCClientSecret ${secret}
OIDCRedirectURI http://localhost:${port}/app/redirect_uri
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim sub
OIDCInfoHook access_token userinfo
OIDCCryptoPassphrase a-passphrase-of-tests

OIDCOAuthServerMetadataURL ${issuer}/.well-known/openid-configuration
OIDCOAuthClientID resourceServer
OIDCOAuthClientSecret resource-server-secret-of-tests
OIDCOAuthTokenIntrospectionInterval -1
OIDCOAuthRemoteUserClaim sub

<Location /app>
  AuthType openid-connect
  Require claim sub:${userName}
</Location>
<Location /api>
  AuthType oauth20
  Require claim sub:${userName}
</Location>
`;
}

// Nobody else takes it in the moment until the server does.
function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

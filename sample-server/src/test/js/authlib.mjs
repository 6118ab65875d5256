// Python's Authlib as a client application and as a resource server:
//   node authlib.mjs http://localhost:8080 URL-OF-3.0 URL-OF-2.3
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { redirectUri } from './backends.mjs';
import { runAll } from './flows.mjs';
import { throughAllStages } from './stages.mjs';
import { consent, issuer, userName } from './user.mjs';

// Debian's own Python, for which its package of Authlib is.
const python = spawn(
  '/usr/bin/python3',
  [`${import.meta.dirname}/authlib_client.py`, issuer, 'resourceServer', 'resource-server-secret-of-tests', redirectUri],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

await runAll('Authlib', {
  'code with PKCE': ({ confidential }) => codeFlow(confidential),
  'code with PKCE, no secret': (clients) => codeFlow({ id: clients.public.id }),
  'resource server': resourceServer,
  revocation,
  'one session': ({ confidential }) => throughAllStages(() => logIn(confidential), use),
});
python.stdin.end();

async function codeFlow(client) {
  const first = await logIn(client);
  assert.equal((await ask('userinfo')).email, 'john@example.com');
  const second = await ask('refresh');
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await ask('userinfo')).name, 'John Doe');
}

async function resourceServer({ confidential }) {
  const { access_token: token } = await logIn(confidential);
  assert.equal(await ask('protected', 'email', `Bearer ${token}`), userName);
  await assert.rejects(ask('protected', 'email', 'Bearer no-such-token'), { message: 'invalid_token' });
  await assert.rejects(ask('protected', 'phone', `Bearer ${token}`), { message: 'insufficient_scope' });
  await assert.rejects(ask('protected', 'email', ''), { message: 'missing_authorization' });
}

async function revocation({ confidential }) {
  const { access_token: token, refresh_token: refresh } = await logIn(confidential);
  assert.equal(await ask('revoke', refresh), 200);
  await assert.rejects(ask('protected', 'email', `Bearer ${token}`), { message: 'invalid_token' });
  await assert.rejects(ask('refresh'), { message: 'invalid_grant' });
}

async function use(session, stage) {
  const { access_token: token } = await ask('refresh');
  assert.notEqual(token, session.access_token, stage);
  assert.equal((await ask('userinfo')).sub, userName, stage);
  assert.equal(await ask('protected', 'email', `Bearer ${token}`), userName, stage);
  session.access_token = token;
}

async function logIn(client) {
  await ask('application', client);
  const tokens = await ask('redeem', (await consent(await ask('authorize'))).href);
  assert.equal(tokens.sub, userName);
  return tokens;
}

async function ask(...command) {
  python.stdin.write(`${JSON.stringify(command)}\n`);
  const { value } = await lines.next();
  const { result, error } = JSON.parse(value);
  if (error !== undefined) {
    throw new Error(error);
  }
  return result;
}

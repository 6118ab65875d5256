// What a client application does, done by npm's openid-client against the running sample:
//   node flow.mjs http://localhost:8080
import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import { Browser } from './browser.mjs';

const issuer = process.argv[2] ?? 'http://localhost:8080';
const redirectUri = `${issuer}/demo/callback`;
const insecure = { execute: [oidc.allowInsecureRequests] };

const clients = [
  { id: 'old-client', known: 'to 2.3 only', secret: 'old-client-secret', method: oidc.ClientSecretBasic },
  { id: 'old-public-client', known: 'to 2.3 only, public', method: oidc.None },
  { id: 'both-client', known: 'to both', secret: 'both-client-secret', method: oidc.ClientSecretBasic },
  { id: 'new-client', known: 'to 3.0 only', secret: 'new-client-secret', method: oidc.ClientSecretPost },
  { id: 'new-public-client', known: 'to 3.0 only, public', method: oidc.None },
];

for (const client of clients) {
  await codeFlow(client);
  console.log(`ok: ${client.id} (known ${client.known})`);
}

async function codeFlow({ id, secret, method }) {
  const config = await oidc.discovery(new URL(issuer), id, secret, method(secret), insecure);
  oidc.enableNonRepudiationChecks(config); // checks the signature of ID tokens with the keys of jwks_uri
  const resourceServer = await oidc.discovery(
    new URL(issuer),
    'resourceServer',
    'resourceServerSecret',
    oidc.ClientSecretBasic('resourceServerSecret'),
    insecure,
  );

  const codeVerifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const answer = await logInAndConsent(
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }),
  );

  const first = await oidc.authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const subject = first.claims().sub;
  assert.equal(subject, 'john');
  assert.equal((await oidc.fetchUserInfo(config, first.access_token, subject)).email, 'john@example.com');
  await assertActive(resourceServer, first.access_token, true);

  const second = await oidc.refreshTokenGrant(config, first.refresh_token);
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await oidc.fetchUserInfo(config, second.access_token, subject)).name, 'John Doe');
  await assertActive(resourceServer, first.access_token, false);
  await assert.rejects(oidc.refreshTokenGrant(config, first.refresh_token), { error: 'invalid_grant' });

  await oidc.tokenRevocation(config, second.access_token);
  await assertActive(resourceServer, second.access_token, false);
  await assert.rejects(oidc.fetchUserInfo(config, second.access_token, subject));
}

async function logInAndConsent(url) {
  const browser = new Browser(issuer);
  const toClient = (location) => location.href.startsWith(redirectUri);
  const login = await browser.follow(await browser.open(url), toClient);
  const consent = await browser.follow(
    await browser.submit(login.page, '/login', { username: 'john', password: 'john' }),
    toClient,
  );
  const end = await browser.follow(
    await browser.submit(consent.page, '/api/authorization/decision', { decision: 'authorize' }),
    toClient,
  );
  return end.url;
}

async function assertActive(resourceServer, token, expected) {
  const { active } = await oidc.tokenIntrospection(resourceServer, token);
  assert.equal(active, expected);
}

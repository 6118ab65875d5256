// What a client application does, done by npm's openid-client against the running sample:
//   node openid-client.mjs http://localhost:8080 URL-OF-3.0 URL-OF-2.3
import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import { redirectUri } from './backends.mjs';
import { aboutNonce, runAll, untilServedThere } from './flows.mjs';
import { allowBackchannel, allowDevice, consent, issuer, userName } from './user.mjs';

const scope = 'openid profile email';

await runAll('openid-client', {
  'code with PKCE': ({ confidential }) => codeFlow(withSecret(confidential)),
  'code with PKCE, no secret': (clients) => codeFlow(configure(clients.public, oidc.None())),
  'pushed request': async ({ confidential }) => {
    await authorize(await withSecret(confidential), {}, oidc.buildAuthorizationUrlWithPAR);
  },
  JARM: async ({ confidential }) => {
    const config = await withSecret(confidential, { authorization_signed_response_alg: 'ES256' });
    oidc.useJwtResponseMode(config);
    await authorize(config);
  },
  DPoP: dpop,
  private_key_jwt: privateKeyJwt,
  device,
  'CIBA poll': backchannel,
  introspection,
  revocation,
});

async function codeFlow(configured) {
  const config = await configured;
  const first = await authorize(config);
  assert.equal((await oidc.fetchUserInfo(config, first.access_token, userName)).email, 'john@example.com');

  const second = await oidc.refreshTokenGrant(config, first.refresh_token);
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await oidc.fetchUserInfo(config, second.access_token, userName)).name, 'John Doe');
  await assert.rejects(oidc.fetchUserInfo(config, first.access_token, userName));
  await assert.rejects(oidc.refreshTokenGrant(config, first.refresh_token), { error: 'invalid_grant' });
}

async function dpop({ confidential }, home) {
  const config = await withSecret(confidential);
  let askedForNonce = false;
  config[oidc.customFetch] = async (...request) => {
    const response = await fetch(...request);
    askedForNonce ||= response.headers.has('dpop-nonce');
    return response;
  };
  const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair());
  const first = await untilServedThere(
    () => authorize(config, { DPoP }),
    () => askedForNonce === home.nonces,
  );
  assert.equal(first.token_type, 'dpop');
  await oidc.fetchUserInfo(config, first.access_token, userName, { DPoP });
  await assert.rejects(oidc.fetchUserInfo(config, first.access_token, userName));

  const second = await oidc.refreshTokenGrant(config, first.refresh_token, undefined, { DPoP });
  await oidc.fetchUserInfo(config, second.access_token, userName, { DPoP });
  assert.equal(askedForNonce, home.nonces);
  return aboutNonce(home);
}

async function privateKeyJwt({ withKey }) {
  const config = await configure(withKey, oidc.PrivateKeyJwt(withKey.key));
  const first = await authorize(config, {}, oidc.buildAuthorizationUrlWithPAR);
  const second = await oidc.refreshTokenGrant(config, first.refresh_token);
  await oidc.tokenRevocation(config, second.access_token);
  await assert.rejects(oidc.fetchUserInfo(config, second.access_token, userName));
}

async function device({ confidential }) {
  const config = await withSecret(confidential);
  const begun = await oidc.initiateDeviceAuthorization(config, { scope });
  const [tokens] = await Promise.all([oidc.pollDeviceAuthorizationGrant(config, begun), allowDevice(begun)]);
  await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
}

async function backchannel({ confidential }) {
  const config = await withSecret(confidential);
  const begun = await oidc.initiateBackchannelAuthentication(config, { scope, login_hint: userName });
  const [tokens] = await Promise.all([oidc.pollBackchannelAuthenticationGrant(config, begun), allowBackchannel()]);
  await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
}

async function introspection({ confidential }) {
  const resourceServer = await asResourceServer();
  const tokens = await authorize(await withSecret(confidential));
  const told = await oidc.tokenIntrospection(resourceServer, tokens.access_token);
  assert.equal(told.active, true);
  assert.equal(told.sub, userName);
  assert.equal(String(told.client_id), confidential.id);
  assert.equal((await oidc.tokenIntrospection(resourceServer, tokens.refresh_token)).active, true);
  assert.equal((await oidc.tokenIntrospection(resourceServer, 'no-such-token')).active, false);
}

async function revocation({ confidential }) {
  const config = await withSecret(confidential);
  const resourceServer = await asResourceServer();
  const tokens = await authorize(config);
  await oidc.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await oidc.tokenIntrospection(resourceServer, tokens.access_token)).active, false);
  assert.equal((await oidc.tokenIntrospection(resourceServer, tokens.refresh_token)).active, false);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
}

// The code flow up to the tokens, ID token included.
async function authorize(config, options = {}, urlOf = oidc.buildAuthorizationUrl) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const url = await urlOf(
    config,
    {
      redirect_uri: redirectUri,
      scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
    },
    options,
  );
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await oidc.authorizationCodeGrant(config, await consent(url), checks, undefined, options);
  assert.equal(tokens.claims().sub, userName);
  return tokens;
}

function withSecret({ id, secret }, metadata = {}) {
  return configure({ id }, oidc.ClientSecretBasic(secret), metadata);
}

function asResourceServer() {
  return configure({ id: 'resourceServer' }, oidc.ClientSecretBasic('resource-server-secret-of-tests'));
}

async function configure({ id }, authentication, metadata = {}) {
  const config = await oidc.discovery(new URL(issuer), id, metadata, authentication, {
    execute: [oidc.allowInsecureRequests],
  });
  oidc.enableNonRepudiationChecks(config); // checks the signature of ID tokens with the keys of jwks_uri
  return config;
}

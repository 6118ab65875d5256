// The same as in openid-client.mjs, step by step, as npm's oauth4webapi wants it:
//   node oauth4webapi.mjs http://localhost:8080 URL-OF-3.0 URL-OF-2.3
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as oauth from 'oauth4webapi';
import { redirectUri } from './backends.mjs';
import { aboutNonce, runAll, untilServedThere } from './flows.mjs';
import { allowBackchannel, allowDevice, consent, issuer, userName } from './user.mjs';

const scope = 'openid profile email';
const loopback = { [oauth.allowInsecureRequests]: true };
const server = await oauth.processDiscoveryResponse(
  new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), loopback),
);

// A client application with what it needs for each of its requests.
class Application {
  constructor({ id }, authentication, options = {}) {
    this.client = { client_id: id, authorization_signed_response_alg: 'ES256' };
    this.authentication = authentication;
    this.options = { ...loopback, ...options };
    this.askedForNonce = false;
  }

  // Sends a request by one function of the library and reads the answer by another; once more where a nonce is asked for.
  async exchange(send, read, parameters, readOptions) {
    const attempt = async () => {
      const response = await send(server, this.client, this.authentication, ...parameters, this.options);
      return [await read(server, this.client, response, readOptions), response];
    };
    const [answer, response] = await attempt().catch((failure) => {
      if (!oauth.isDPoPNonceError(failure)) {
        throw failure;
      }
      this.askedForNonce = true;
      return attempt();
    });
    if (answer.id_token !== undefined) {
      await oauth.validateApplicationLevelSignature(server, response, loopback);
      assert.equal(oauth.getValidatedIdTokenClaims(answer).sub, userName);
    }
    return answer;
  }

  async authorize({ parameters = {}, pushed = false } = {}) {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const request = {
      client_id: this.client.client_id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    };
    const url = new URL(server.authorization_endpoint);
    url.search = new URLSearchParams(pushed ? await this.push(request) : request);

    const validate = parameters.response_mode === 'jwt' ? oauth.validateJwtAuthResponse : oauth.validateAuthResponse;
    const callback = await validate(server, this.client, await consent(url), state, loopback);
    return this.exchange(
      oauth.authorizationCodeGrantRequest,
      oauth.processAuthorizationCodeResponse,
      [callback, redirectUri, verifier],
      { expectedNonce: nonce, requireIdToken: true },
    );
  }

  async push(request) {
    const pushed = await this.exchange(oauth.pushedAuthorizationRequest, oauth.processPushedAuthorizationResponse, [
      request,
    ]);
    return { client_id: this.client.client_id, request_uri: pushed.request_uri };
  }

  refresh(token) {
    return this.exchange(oauth.refreshTokenGrantRequest, oauth.processRefreshTokenResponse, [token]);
  }

  async revoke(token) {
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, this.client, this.authentication, token, this.options),
    );
  }

  introspect(token) {
    return this.exchange(oauth.introspectionRequest, oauth.processIntrospectionResponse, [token]);
  }

  userInfo(token) {
    return this.exchange(
      (as, client, authentication, options) => oauth.userInfoRequest(as, client, token, options),
      (as, client, response) => oauth.processUserInfoResponse(as, client, userName, response),
      [],
    );
  }
}

const resourceServer = new Application(
  { id: 'resourceServer' },
  oauth.ClientSecretBasic('resource-server-secret-of-tests'),
);

await runAll('oauth4webapi', {
  'code with PKCE': ({ confidential }) => codeFlow(withSecret(confidential)),
  'code with PKCE, no secret': (clients) => codeFlow(new Application(clients.public, oauth.None())),
  'pushed request': async ({ confidential }) => {
    await withSecret(confidential).authorize({ pushed: true });
  },
  JARM: async ({ confidential }) => {
    await withSecret(confidential).authorize({ parameters: { response_mode: 'jwt' } });
  },
  DPoP: dpop,
  private_key_jwt: privateKeyJwt,
  device: ({ confidential }) =>
    polled(
      withSecret(confidential),
      [oauth.deviceAuthorizationRequest, oauth.processDeviceAuthorizationResponse, { scope }],
      ({ device_code: code }) => [oauth.deviceCodeGrantRequest, oauth.processDeviceCodeResponse, [code]],
      allowDevice,
    ),
  'CIBA poll': ({ confidential }) =>
    polled(
      withSecret(confidential),
      [
        oauth.backchannelAuthenticationRequest,
        oauth.processBackchannelAuthenticationResponse,
        { scope, login_hint: userName },
      ],
      ({ auth_req_id: id }) => [
        oauth.backchannelAuthenticationGrantRequest,
        oauth.processBackchannelAuthenticationGrantResponse,
        [id],
      ],
      allowBackchannel,
    ),
  introspection,
  revocation,
});

async function codeFlow(app) {
  const first = await app.authorize();
  assert.equal((await app.userInfo(first.access_token)).email, 'john@example.com');

  const second = await app.refresh(first.refresh_token);
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await app.userInfo(second.access_token)).name, 'John Doe');
  await assert.rejects(app.userInfo(first.access_token));
  await assert.rejects(app.refresh(first.refresh_token), { error: 'invalid_grant' });
}

async function dpop({ confidential }, home) {
  const DPoP = oauth.DPoP({}, await oauth.generateKeyPair('ES256'));
  const app = withSecret(confidential, { DPoP });
  const first = await untilServedThere(
    () => app.authorize(),
    () => app.askedForNonce === home.nonces,
  );
  assert.equal(first.token_type, 'dpop');
  await app.userInfo(first.access_token);
  await assert.rejects(withSecret(confidential).userInfo(first.access_token));

  const second = await app.refresh(first.refresh_token);
  await app.userInfo(second.access_token);
  assert.equal(app.askedForNonce, home.nonces);
  return aboutNonce(home);
}

async function privateKeyJwt({ withKey }) {
  const app = new Application(withKey, oauth.PrivateKeyJwt(withKey.key));
  const first = await app.authorize({ pushed: true });
  const second = await app.refresh(first.refresh_token);
  await app.revoke(second.access_token);
  await assert.rejects(app.userInfo(second.access_token));
}

// Begins something that the user decides elsewhere, and asks for its tokens until they come.
async function polled(app, [send, read, parameters], grant, allow) {
  const begun = await app.exchange(send, read, [parameters]);
  const pending = await app.exchange(...grant(begun)).catch((failure) => failure);
  assert.equal(pending.error, 'authorization_pending');
  await allow(begun);
  await wait(begun.interval * 1000);
  const tokens = await app.exchange(...grant(begun));
  await app.userInfo(tokens.access_token);
  assert.ok(tokens.id_token);
}

async function introspection({ confidential }) {
  const tokens = await withSecret(confidential).authorize();
  const told = await resourceServer.introspect(tokens.access_token);
  assert.equal(told.active, true);
  assert.equal(told.sub, userName);
  assert.equal(String(told.client_id), confidential.id);
  assert.equal((await resourceServer.introspect(tokens.refresh_token)).active, true);
  assert.equal((await resourceServer.introspect('no-such-token')).active, false);
}

async function revocation({ confidential }) {
  const app = withSecret(confidential);
  const tokens = await app.authorize();
  await app.revoke(tokens.refresh_token);
  assert.equal((await resourceServer.introspect(tokens.access_token)).active, false);
  assert.equal((await resourceServer.introspect(tokens.refresh_token)).active, false);
  await assert.rejects(app.refresh(tokens.refresh_token), { error: 'invalid_grant' });
}

function withSecret(client, options) {
  return new Application(client, oauth.ClientSecretBasic(client.secret), options);
}

// The clients that each library is given, as they are registered: at each home one with a secret, one without, and one
// with a key of its own.
import { redirectUri } from './backends.mjs';

const common = {
  clientName: 'Unrelated client',
  clientType: 'CONFIDENTIAL',
  tokenAuthMethod: 'CLIENT_SECRET_BASIC',
  applicationType: 'WEB',
  redirectUris: [redirectUri],
  responseTypes: ['CODE'],
  grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'DEVICE_CODE', 'CIBA'],
  authorizationSignAlg: 'ES256',
  bcDeliveryMode: 'POLL',
};

// A client with a secret whose users come back somewhere else.
export function confidentialAt(uri) {
  return { ...common, redirectUris: [uri] };
}

export async function register(home) {
  const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const jwk = { ...(await crypto.subtle.exportKey('jwk', key.publicKey)), kid: 'client-key', alg: 'ES256', use: 'sig' };
  delete jwk.key_ops;
  return {
    confidential: await home.register(common),
    public: await home.register({
      ...common,
      clientType: 'PUBLIC',
      tokenAuthMethod: 'NONE',
      grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
      bcDeliveryMode: undefined,
    }),
    withKey: {
      ...(await home.register({
        ...common,
        tokenAuthMethod: 'PRIVATE_KEY_JWT',
        tokenAuthSignAlg: 'ES256',
        jwks: JSON.stringify({ keys: [jwk] }),
      })),
      key: { key: key.privateKey, kid: jwk.kid },
    },
  };
}

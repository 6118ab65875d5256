// The backends' own APIs, called as an operator calls them: clients are registered here, not through the sample.
import assert from 'node:assert/strict';

export const redirectUri = 'https://client.example.com/callback';

const [, , , primaryUrl, secondaryUrl] = process.argv;
const serviceId = '21653835348762'; // this and the rest: what an emulator takes unless it is told otherwise

const primary = {
  url: primaryUrl,
  path: `/api/${serviceId}`,
  servicePath: (operation) => `/api/${serviceId}/service/${operation}`,
  service: 'Bearer emulated-access-token',
  owner: 'Bearer emulated-access-token',
};
const secondary = {
  url: secondaryUrl,
  path: '/api',
  servicePath: (operation) => `/api/service/${operation}/${serviceId}`,
  service: basic(serviceId, 'emulated-api-secret'),
  owner: basic('41653835348762', 'emulated-owner-secret'),
};

// Where a client can be known in a migration.
export const homes = [
  { name: 'only at 2.3', register: (client) => create(secondary, client), nonces: false },
  { name: 'at both', register: createAndImport, nonces: true },
  { name: 'only at 3.0', register: (client) => create(primary, client), nonces: true },
];

// Shortens the wait of those who poll, and lets 3.0 ask for nonces in DPoP proofs, which 2.3 does not know.
export async function prepareServices() {
  const polling = { deviceFlowPollingInterval: 1, backchannelPollingInterval: 1 };
  await updateService(secondary, polling);
  await updateService(primary, { ...polling, dpopNonceRequired: true });
}

async function updateService(backend, changes) {
  const service = await call(backend, 'GET', backend.servicePath('get'), undefined, backend.owner);
  await call(backend, 'POST', backend.servicePath('update'), { ...service, ...changes }, backend.owner);
}

async function create(backend, client) {
  const { clientId, clientSecret } = await call(backend, 'POST', `${backend.path}/client/create`, client);
  return { id: String(clientId), secret: clientSecret };
}

// The import is a matter of the consoles. The emulators have it below /_emulator/.
async function createAndImport(client) {
  const created = await create(secondary, client);
  const { clients } = await call(secondary, 'GET', '/_emulator/clients');
  const chosen = clients.filter(({ clientId }) => String(clientId) === created.id);
  const { imported } = await call(primary, 'POST', '/_emulator/clients', { clients: chosen, secrets: true });
  assert.equal(imported, 1);
  return created;
}

// Ends a migration: whatever 2.3 has and 3.0 has not, clients and tokens, is copied.
export async function moveRest() {
  const { clients } = await call(secondary, 'GET', '/_emulator/clients');
  const { clients: known } = await call(primary, 'GET', '/_emulator/clients');
  const ids = new Set(known.map(({ clientId }) => clientId));
  const missing = clients.filter(({ clientId }) => !ids.has(clientId));
  await call(primary, 'POST', '/_emulator/clients', { clients: missing, secrets: true });
  await call(primary, 'POST', '/_emulator/rows', await call(secondary, 'GET', '/_emulator/rows'));
}

async function call(backend, method, path, body, authorization = backend.service) {
  const response = await fetch(`${backend.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path}: HTTP ${response.status}`);
  return response.json();
}

function basic(id, secret) {
  return `Basic ${btoa(`${id}:${secret}`)}`;
}

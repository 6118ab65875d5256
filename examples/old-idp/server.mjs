// An OpenID provider with one client of users and one API that introspects. Prints its port, and ends with its parent.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const port = server.address().port;
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [
      { client_id: 'shop', client_secret: 'shop-secret', redirect_uris: ['https://shop.example/callback'] },
      { client_id: 'api', client_secret: 'api-secret', redirect_uris: [], response_types: [], grant_types: [] },
    ],
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { introspection: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => false },
  });
  server.on('request', provider.callback());
  console.log(port);
});
process.stdin.on('end', () => process.exit(0)).resume();

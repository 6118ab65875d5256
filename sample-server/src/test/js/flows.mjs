// Runs the flows of a library, each once per home of a client, and ends the process at the first that fails.
import { homes, prepareServices } from './backends.mjs';
import { register } from './clients.mjs';

// The flows, by name, take the clients of a home and the home; what one returns is said of it.
export async function runAll(library, flows) {
  await prepareServices();
  for (const home of homes) {
    const clients = await register(home);
    for (const [name, flow] of Object.entries(flows)) {
      const title = `${library}: ${name}, client ${home.name}`;
      try {
        const note = await flow(clients, home);
        console.log(`ok: ${title}${note === undefined ? '' : ` (${note})`}`);
      } catch (failure) {
        console.error(`FAILED: ${title}`);
        console.error(failure);
        process.exit(1);
      }
    }
  }
}

export function aboutNonce(home) {
  return home.nonces ? 'with the nonce that 3.0 asks for' : 'without a nonce, for 2.3 has none';
}

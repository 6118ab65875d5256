// Runs the flows of a library, each once per home of a client, and ends the process at the first that fails.
import { setTimeout as pause } from 'node:timers/promises';
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

// Logs in until the backend serves it that is to serve it: logins of a client at both begin at 2.3 until 3.0 has proven, some
// moments after the client's first token request, that it has the same secret.
export async function untilServedThere(logIn, isThere) {
  const end = Date.now() + 30_000;
  for (;;) {
    const tokens = await logIn();
    if (isThere() || Date.now() > end) {
      return tokens;
    }
    await pause(250);
  }
}

export function aboutNonce(home) {
  return home.nonces ? 'with the nonce that 3.0 asks for' : 'without a nonce, for 2.3 has none';
}

// How far the migration is, as an operator of the sample changes it.
import assert from 'node:assert/strict';
import { moveRest } from './backends.mjs';
import { issuer } from './user.mjs';

const operator = `Basic ${btoa('operator:operator-secret-of-tests')}`;
const stages = ['secondary-first', 'shadow', 'primary-first', 'drain', 'primary-only'];

// Begins a session in the first stage, and uses it in each. What 2.3 alone has is moved before the last one, as the token
// migrator and the consoles do.
export async function throughAllStages(begin, use) {
  try {
    await enter(stages[0]);
    const session = await begin();
    for (const stage of stages) {
      if (stage === 'primary-only') {
        await moveRest();
      }
      await enter(stage);
      await use(session, stage);
    }
    return `living in ${stages.length} stages`;
  } finally {
    await enter('primary-first');
  }
}

async function enter(stage) {
  const response = await fetch(`${issuer}/actuator/dualclient/stage`, {
    method: 'POST',
    headers: { authorization: operator, 'content-type': 'application/json' },
    body: JSON.stringify({ stage, force: true, reason: 'a test of clients' }),
  });
  assert.ok(response.ok, `stage ${stage}: HTTP ${response.status} ${await response.text()}`);
}

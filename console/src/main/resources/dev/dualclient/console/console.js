'use strict';

/* The page is drawn from one snapshot a second. Everything that comes from outside is set as text, never as HTML. */

const base = document.querySelector('meta[name="dual-client-base"]').content;
const csrfHeader = document.querySelector('meta[name="csrf-header"]').content;
const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
const STAGES = ['secondary-first', 'shadow', 'primary-first', 'drain', 'primary-only'];
const NAMES = {primary: '3.0', secondary: '2.3'};

const byId = (id) => document.getElementById(id);

function element(name, text, attributes = {}, ...children) {
  const made = document.createElement(name);
  if (text !== null && text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Replaces the children of an element, unless they look the same: a focus or a selection in them stays. */
function fill(parent, children) {
  const next = document.createElement(parent.tagName);
  next.append(...children);
  if (next.innerHTML !== parent.innerHTML) parent.replaceChildren(...next.childNodes);
}

function text(id, value) {
  const target = byId(id);
  if (target.textContent !== value) target.textContent = value;
}

function row(...cells) {
  const made = element('tr');
  for (const cell of cells) made.append(cell instanceof Node ? cell : element('td', cell));
  return made;
}

const number = (value) => element('td', String(value), {class: 'number'});
const backendName = (side) => NAMES[side] || side;

function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000));
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return `${Math.round(seconds / 3600)} h ago`;
}

/* ---- what the snapshot says ---- */

const VERDICTS = {
  safe: 'Yes: change to primary-only, and keep 2.3 until its last rows are delivered and the migrator\'s lag is over.',
  'not-yet': 'Not yet.',
  'cannot-say': 'Cannot say: evidence is missing.',
};

function showAnswer(readiness) {
  const verdict = readiness ? readiness.verdict : 'unknown';
  byId('verdict').dataset.verdict = verdict;
  text('verdict', VERDICTS[verdict] || 'No report yet.');
  const checks = readiness ? readiness.checks.filter((check) => check.state !== 'ok') : [];
  fill(byId('reasons'), checks.map((check) => element('li',
    `${check.title}: ${check.text}${check.clearsBy ? ` (clears by itself by ${when(check.clearsBy)})` : ''}`,
    {class: check.state === 'cannot-say' ? 'unknown' : 'fail'})));
  text('when', readiness ? prospects(readiness) : '');
}

const when = (instant) => new Date(instant).toLocaleString();

/** By when the answer can become yes: a bound, and an estimate, which is never a promise. */
function prospects(readiness) {
  const parts = [readiness.summary];
  if (readiness.likely) {
    const late = readiness.likely.late ? when(readiness.likely.late) : 'an unknown date';
    parts.push(`likely ${when(readiness.likely.date)}, between ${when(readiness.likely.early)} and ${late}`);
  }
  if (readiness.stalledSince) parts.push(`no progress since ${when(readiness.stalledSince)}`);
  if (readiness.lastScan) parts.push(`token lists read ${ago(readiness.lastScan)}`);
  return `${parts.join('; ')}.`;
}

function classOf(result) {
  const word = String(result).toLowerCase();
  return ['ok', 'warn', 'fail', 'unknown'].includes(word) ? word : 'warn';
}

function showStage(stages, allowChanges) {
  fill(byId('stages'), STAGES.map((stage) =>
    element('li', stage, stage === stages.stage ? {'aria-current': 'step'} : {})));
  const change = stages.lastChange;
  const follows = stages.followsSettings ? 'It follows the settings. ' : '';
  const maintenance = stages.maintenance ? 'Maintenance: creates, uses and updates are answered with 503. ' : '';
  text('stage-note', maintenance + follows + (change
    ? `Last change: ${change.from} → ${change.to}, by ${change.by}, ${ago(change.at)}: ${change.reason}`
    : ''));
  fill(byId('exceptions'), (stages.exceptions || []).map((exception) => element('li', exception)));
  byId('change-stage').hidden = !allowChanges;
}

function tile(title, state, ...lines) {
  return element('div', null, {class: 'tile', 'data-state': state}, element('h3', title),
    ...lines.filter(Boolean).map((line) => element('p', line)));
}

function showTiles(status, since) {
  const tiles = Object.entries(status.backends).map(([side, backend]) => {
    const open = backend.circuit !== 'closed';
    const rejected = backend.rejectedCredentials.length > 0;
    return tile(`${backendName(side)} (${side})`, open || rejected ? 'down' : backend.reached ? 'up' : 'unknown',
      `${open ? '✗ down' : backend.reached ? '✓ up' : '? never reached'}, circuit ${backend.circuit}, since ${clock(since[side])}`,
      rejected ? `Its API credentials are rejected: ${backend.rejectedCredentials.join(', ')}` : '',
      `${backend.connections.leased} of ${backend.connections.max} connections in use`,
      `${backend.outbox.blocking} blocking rows in the outbox` +
        (backend.outbox.blocking > 0 ? `, the oldest for ${duration(backend.outbox.oldest)}` : ''));
  });
  const custody = status.custody;
  tiles.push(tile('Custody store', custody.store === 'up' ? 'up' : 'down',
    `${custody.store === 'up' ? '✓' : '✗'} ${custody.store}`));
  fill(byId('tiles'), tiles);
}

const clock = (instant) => (instant ? new Date(instant).toLocaleTimeString() : 'an unknown time');

function duration(iso) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso || '');
  return match ? [match[1] && `${match[1]} h`, match[2] && `${match[2]} min`,
    match[3] && `${Math.round(Number(match[3]))} s`].filter(Boolean).join(' ') || '0 s' : iso;
}

function showTraffic(traffic) {
  const [primary, secondary, neither] = traffic.second;
  const total = primary + secondary + neither;
  text('traffic-now', total === 0
    ? 'No call in the last second.'
    : `${total} calls in the last second: 3.0 answered ${primary}, 2.3 answered ${secondary}, neither ${neither}.`);
  draw('chart-minutes', traffic.quarterOfAnHour, 5, 5);
  draw('chart-day', traffic.day, 600, 10);
  fill(byId('fallbacks'), Object.entries(traffic.fallbacks).map(([reason, calls]) =>
    row(reason, number(calls))));
  fill(byId('clients'), traffic.clients.map((client) =>
    row(client.client, number(client.answered[0]), number(client.answered[1]), number(client.answered[2]))));
}

function showClients(clients) {
  if (!clients) return;
  const dependent = clients.dependent || {};
  text('dependent', `Clients that 2.3 has answered for, on all nodes: ${dependent['1h'] ?? 0} within an hour, `
    + `${dependent['24h'] ?? 0} within a day, ${dependent['7d'] ?? 0} within a week.`);
  const logins = clients.logins || [];
  const others = (clients.secretDiffers || []).filter((id) => !logins.some((login) => login.client === id));
  fill(byId('doubts'), [
    ...logins.map((login) => element('li', `${login.client}: secret ${login.secret}; ${login.advice}`, {class: 'warn'})),
    ...others.map((id) => element('li', `${id}: 3.0 has refused a secret that 2.3 accepts`, {class: 'warn'}))]);
}

function words(decision) {
  const steps = decision.steps.map((step) =>
    `${backendName(step.backend)} ${step.operation === decision.operation ? '' : `(${step.operation}) `}said ${step.reason}`);
  const asked = steps.length === 0 ? 'no backend was asked' : steps.join(', then ');
  const answer = decision.answeredBy ? `; the answer of ${backendName(decision.answeredBy)} counted` : '; no answer counted';
  return `${decision.operation}${decision.client ? ` for ${decision.client}` : ''}: ${asked}${answer}, because ${decision.because}.`;
}

function showDecisions(decisions) {
  fill(byId('decisions'), decisions.slice(0, 20).map((decision) => element('li', words(decision))));
}

function showOutbox(outbox, allowChanges) {
  if (!outbox) return;
  text('outbox-note', outbox.rows.length === 0
    ? 'Empty: both backends have acknowledged everything.'
    : 'What the backends have not acknowledged yet. Rows are delivered by themselves.');
  fill(byId('outbox'), outbox.rows.map((entry) => {
    const act = element('td');
    if (allowChanges) {
      act.append(element('button', 'Retry', {type: 'button', 'data-retry': entry.id}),
        element('button', 'Discard', {type: 'button', class: 'danger', 'data-discard': entry.id,
          ...(entry.changesClient ? {'data-confirm': 'client-change'} : {})}));
    }
    return row(backendName(entry.backend), `${entry.blocking ? 'blocks calls' : 'blocks nothing'}`
      + (entry.failure ? `; last failure: ${entry.failure}` : ''), ago(entry.made), number(entry.attempts), act);
  }));
}

const CARRY_RESULTS = {
  'carried': 'carried over',
  'not-eligible': 'not carried over',
  'dropped': 'dropped: the queue was full',
  'failed': 'not sent: 3.0 was unavailable',
  'unanswered': '3.0 gave no answer: the outbox settles it',
  'undone': 'undone: the copy was ended at 3.0',
};

/** How carry-over stands: what was copied on this node since its start, what not, and why. */
function showCarryOver(carry, allowChanges) {
  byId('carry-details').hidden = !carry || !carry.enabled;
  if (!carry || !carry.enabled) {
    text('carry-state', 'Off: Dual Client copies no tokens itself.');
    return;
  }
  text('carry-state', `State: ${carry.state}. ${carry.queue} token rows wait in the queue.`);
  byId('carry-buttons').hidden = !allowChanges;
  fill(byId('carry-results'), Object.entries(carry.results).map(([result, rows]) =>
    row(CARRY_RESULTS[result] || result, number(rows))));
  fill(byId('carry-reasons'), Object.entries(carry.reasons).map(([reason, counted]) =>
    row(`${reason}: ${counted.words}`, number(counted.rows))));
  const paused = new Set(carry.pausedClients);
  const clients = [...carry.clients, ...carry.pausedClients
    .filter((id) => !carry.clients.some((client) => client.id === id)).map((id) => ({id, carried: 0, others: 0}))];
  fill(byId('carry-clients'), clients.map((client) =>
    row(client.id, number(client.carried), number(client.others), paused.has(client.id) ? 'paused' : 'on')));
}

/* ---- charts ---- */

const charts = {};

function draw(id, points, width, divisor, labels = ['3.0', '2.3', 'neither']) {
  const now = Math.floor(Date.now() / 1000);
  const times = points.map((_, i) => now - (points.length - 1 - i) * width);
  const series = labels.map((_, k) => points.map((point) => point[k] / divisor));
  const data = [times, ...series];
  if (!charts[id]) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const lines = [['--primary', []], ['--secondary', [8, 4]], ['--neither', [2, 3]]];
    const axis = {stroke: color('--soft'), grid: {stroke: color('--line'), width: 1}};
    charts[id] = new uPlot({
      width: byId(id).clientWidth || 320,
      height: 180,
      cursor: {show: false},
      axes: [axis, axis],
      scales: {y: {range: (plot, min, max) => [0, Math.max(1, max)]}},
      series: [{}, ...labels.map((label, k) => ({
        label, stroke: color(lines[k][0]), width: 2, dash: lines[k][1], points: {show: false},
      }))],
      legend: {live: false},
    }, data, byId(id));
  } else {
    charts[id].setData(data);
  }
}

window.addEventListener('resize', () => {
  for (const [id, chart] of Object.entries(charts)) chart.setSize({width: byId(id).clientWidth, height: 180});
});

/** The windows in which the curve of what only 2.3 holds is drawn, in seconds. A quarter more shows what lies ahead. */
const WINDOWS = {'chart-remaining-minutes': 15 * 60, 'chart-remaining-day': 24 * 3600};

function showRemaining(readiness) {
  const scans = ((readiness && readiness.remaining) || []).map((scan) => ({...scan, time: Date.parse(scan.at) / 1000}));
  byId('remaining-charts').hidden = scans.length === 0;
  text('remaining-now', scans.length === 0 ? 'The token lists have not been read in the last 24 hours.'
    : remainingWords(scans[scans.length - 1], readiness));
  if (scans.length === 0) return;
  const ends = [readiness.likely && readiness.likely.date, readiness.noLaterThan]
    .map((end) => (end ? Date.parse(end) / 1000 : null));
  for (const [id, width] of Object.entries(WINDOWS)) drawRemaining(id, width, scans, ends);
}

function remainingWords(last, readiness) {
  const parts = [`${last.rows} token ${last.rows === 1 ? 'row' : 'rows'} at the scan of ${when(last.at)}`];
  if (last.unread > 0) parts.push(`at least, because the lists of ${last.unread} clients could not be read whole`);
  if (last.rows > 0) {
    parts.push(readiness.likely ? `likely none by ${when(readiness.likely.date)} (estimate)` : 'no estimate yet');
    parts.push(readiness.noLaterThan ? `none later than ${when(readiness.noLaterThan)} (bound)` : 'no bound');
  }
  return `${parts.join('; ')}.`;
}

/** How many rows there are at a time on the straight line from the last scan to nothing at the end. */
const onTheWay = (last, end, time) => Math.max(0, last.rows * (end - time) / (end - last.time));

/** Draws the scans of a window, and from the last one a line to the estimate and a line to the bound. */
function drawRemaining(id, width, scans, ends) {
  const now = Date.now() / 1000;
  const from = now - width;
  const to = now + width / 4;
  const last = scans[scans.length - 1];
  const open = ends.map((end) => (end && last.rows > 0 && end > last.time ? end : null));
  const shown = scans.filter((scan) => scan.time >= from);
  const times = [...new Set([...shown.map((scan) => scan.time), Math.max(from, last.time), now, to,
    ...open.filter((end) => end && end < to)])].sort((one, other) => one - other);
  const rows = new Map(shown.map((scan) => [scan.time, scan.rows]));
  const lines = open.map((end) => times.map((time) =>
    (end && time >= last.time && time <= end ? onTheWay(last, end, time) : null)));
  const data = [times, times.map((time) => rows.get(time) ?? null), ...lines];
  if (!charts[id]) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = {stroke: color('--soft'), grid: {stroke: color('--line'), width: 1}};
    charts[id] = new uPlot({
      width: byId(id).clientWidth || 320, height: 180, cursor: {show: false}, legend: {live: false},
      axes: [axis, axis],
      scales: {
        x: {range: () => [Date.now() / 1000 - width, Date.now() / 1000 + width / 4]},
        y: {range: (plot, min, max) => [0, Math.max(1, max)]},
      },
      series: [{},
        {label: 'only at 2.3', stroke: color('--secondary'), width: 2, spanGaps: true, points: {show: true, size: 5}},
        {label: 'estimate', stroke: color('--primary'), width: 2, dash: [8, 4], points: {show: false}},
        {label: 'bound', stroke: color('--neither'), width: 2, dash: [2, 3], points: {show: false}}],
    }, data, byId(id));
  } else {
    charts[id].setData(data);
  }
}

/* ---- the connection ---- */

let lastSeen = 0;
let interrupted = false;

function show(state) {
  const away = interrupted ? Math.max(1, Math.round((Date.now() - lastSeen) / 1000)) : 0;
  interrupted = false;
  lastSeen = Date.now();
  const connection = byId('connection');
  connection.dataset.state = 'live';
  if (away > 0) {
    text('connection', `live again, was away for ${away} s`);
  } else if (!connection.textContent.startsWith('live')) {
    text('connection', 'live');
  }
  text('node', state.node);
  showAnswer(state.readiness);
  showStage(state.status.stages, state.allowChanges);
  showTiles(state.status, state.circuitsSince);
  showTraffic(state.traffic);
  showClients(state.clients);
  showDecisions(state.decisions || []);
  showOutbox(state.outbox, state.allowChanges);
  showRemaining(state.readiness);
  showCarryOver(state['carry-over'], state.allowChanges);
  byId('repairs').hidden = !state.allowChanges;
  for (const button of document.querySelectorAll('#more button')) button.disabled = !state.allowChanges;
  byId('explain-form').querySelector('button').disabled = !state.allowChanges;
}

function lost() {
  interrupted = lastSeen > 0;
  byId('connection').dataset.state = 'away';
  text('connection', lastSeen === 0 ? 'connecting' : `away since ${new Date(lastSeen).toLocaleTimeString()}; connecting again`);
}

function connect() {
  const events = new EventSource(`${base}/events`);
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onerror = () => {
    lost();
    if (events.readyState === EventSource.CLOSED) { // refused, not interrupted: the page asks for the state instead
      events.close();
      setTimeout(poll, 5000);
    }
  };
}

async function poll() {
  try {
    const response = await fetch(`${base}/state`);
    if (response.ok) show(await response.json());
  } catch (unreachable) {
    lost();
  }
  setTimeout(connect, 5000);
}

/* ---- acting ---- */

async function act(action, fields) {
  const headers = {'Content-Type': 'application/json'};
  if (csrfHeader) headers[csrfHeader] = csrfToken;
  try {
    const response = await fetch(`${base}/act`, {
      method: 'POST', headers, body: JSON.stringify({do: action, ...fields}),
    });
    const body = await response.json();
    return response.ok ? {body} : {error: body.error || `HTTP ${response.status}`};
  } catch (unreachable) {
    return {error: 'the node did not answer, and may have done it: look before you repeat it'};
  }
}

function confirmed(consequence, objections, wantsReason) {
  const dialog = byId('confirm');
  text('consequence', consequence);
  fill(byId('objections'), objections.map((objection) => element('li', objection, {class: 'warn'})));
  const reason = byId('act-reason');
  reason.hidden = !wantsReason;
  reason.querySelector('input').value = '';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(
      dialog.returnValue === 'yes' ? {reason: reason.querySelector('input').value} : null), {once: true});
  });
}

function stageFields() {
  const form = new FormData(byId('stage-form'));
  const fields = {stage: form.get('stage'), reason: form.get('reason')};
  if (form.get('for') === 'client') fields.client = form.get('client');
  if (form.get('for') === 'percent') fields.percent = Number(form.get('percent'));
  if (form.get('clearExceptions')) fields.clearExceptions = true;
  return fields;
}

byId('stage-form').elements.for.addEventListener('change', (event) => {
  byId('client-field').hidden = event.target.value !== 'client';
  byId('percent-field').hidden = event.target.value !== 'percent';
});

byId('stage-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = stageFields();
  const {body, error} = await act('stage', {...fields, dryRun: true});
  const preview = byId('preview');
  if (error) {
    fill(preview, [element('p', error, {class: 'fail'})]);
    return;
  }
  const objections = body.objections || [];
  const go = element('button', objections.length > 0 ? 'Force the change' : 'Change the stage',
    {type: 'button', ...(objections.length > 0 ? {class: 'danger'} : {})});
  go.addEventListener('click', async () => {
    const consequence = `${body.from} → ${body.to}, on all nodes, within two seconds.`;
    if (!await confirmed(consequence, [...objections, ...(body.warnings || [])], false)) return;
    const done = await act('stage', objections.length > 0 ? {...fields, force: true} : fields);
    fill(preview, [element('p', done.error || `Changed: ${body.from} → ${body.to}`, {class: done.error ? 'fail' : 'ok'})]);
  });
  fill(preview, []);
  preview.append(
    element('p', `${body.from} → ${body.to}`),
    element('ul', null, {}, ...objections.map((objection) => element('li', objection, {class: 'fail'})),
      ...(body.warnings || []).map((warning) => element('li', warning, {class: 'warn'}))),
    go);
});

byId('explain-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const fields = {operation: form.get('operation')};
  if (form.get('client')) fields.client = form.get('client');
  const {body, error} = await act('explain', fields);
  fill(byId('explanation'), [element('p', error
    || `${body.asked.map(backendName).join(' and ') || 'No backend'} would be asked first, `
      + `in the order ${body.order.map(backendName).join(', ') || 'none'}, because ${body.because}.`,
    error ? {class: 'fail'} : {})]);
});

byId('outbox').addEventListener('click', async (event) => {
  const {retry, discard, confirm} = event.target.dataset;
  if (retry) {
    const done = await confirmed('The row is delivered at once.', [], false) && await act('retry', {id: retry});
    if (done && done.error) text('outbox-note', done.error);
  }
  if (discard) {
    const chosen = await confirmed(confirm
      ? 'This row changes a client: its lock, secret or metadata. If you discard it, this backend keeps the earlier state, and Dual Client accepts what this backend accepts: a locked client or its former secret works again there.'
      : 'This backend never receives the kill. What was killed stays dead in Dual Client. Callers that go past Dual Client are not bound by it.', [], true);
    const done = chosen && await act('discard', {id: discard, reason: chosen.reason, ...(confirm ? {confirm} : {})});
    if (done && done.error) text('outbox-note', done.error);
  }
});

const CARRY_CONSEQUENCES = {
  pause: 'No node copies tokens until carry-over is resumed. Users notice nothing.',
  resume: 'All nodes copy tokens again, for clients that were paused, too.',
};

byId('carry-buttons').addEventListener('click', async (event) => {
  const action = event.target.dataset.carry;
  const chosen = action && await confirmed(CARRY_CONSEQUENCES[action], [], true);
  const done = chosen && await act('carry-over', {action, reason: chosen.reason});
  if (done && done.error) text('carry-state', done.error);
});

/** A plan, step by step: what is done, what is lost by it, and what is not done. */
function steps(plan) {
  return plan.steps.map((step) => element('li', step.refusal ? `${step.client}: not done: ${step.refusal}`
    : `${step.client}: ${step.actions.join('; ')}`, {class: step.refusal ? 'fail' : 'ok'},
  ...(step.losses.length > 0
    ? [element('ul', null, {}, ...step.losses.map((loss) => element('li', loss, {class: 'warn'})))] : [])));
}

byId('plan-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const fields = {action: form.get('action')};
  if (form.get('clients').trim()) fields.clients = form.get('clients');
  const {body, error} = await act('inventory', {...fields, dryRun: true});
  const shown = byId('plan');
  fill(shown, []);
  if (error) {
    shown.append(element('p', error, {class: 'fail'}));
    return;
  }
  shown.append(body.steps.length === 0 ? element('p', 'There is nothing to do.') : element('ul', null, {}, ...steps(body)));
  const doable = body.steps.filter((step) => !step.refusal);
  if (doable.length === 0) return;
  const go = element('button', 'Apply the plan', {type: 'button', class: 'danger'});
  go.addEventListener('click', async () => {
    const chosen = await confirmed(`3.0 is changed for ${doable.map((step) => step.client).join(', ')}. 2.3 stays as it is.`,
      doable.flatMap((step) => step.losses), true);
    if (!chosen) return;
    const done = await act('inventory', {...fields, dryRun: false, plan: body.id, reason: chosen.reason});
    fill(shown, done.error ? [element('p', done.error, {class: 'fail'})] : [element('ul', null, {},
      ...done.body.steps.map((step) => element('li', `${step.client}: ${step.result}: ${step.detail}`,
        {class: {done: 'ok', 'already-there': 'ok', pending: 'warn'}[step.result] || 'fail'})))]);
  });
  shown.append(go);
});

/** What a button sends. None of them changes anything but evidence. */
const ACTIONS = {
  preflight: {},
  inventory: {action: 'compare'},
  readiness: {scan: true, reason: 'asked for on the console'},
};

function report(body) {
  const checks = body.checks || body.results || null;
  if (checks) {
    return [element('ul', null, {}, ...checks.map((check) => element('li',
      [check.id || check.check, check.evidence || check.text, check.advice].filter(Boolean).join(': '),
      {class: classOf(check.result || ({ok: 'ok', 'cannot-say': 'unknown'}[check.state] || 'fail'))})))];
  }
  return body.counts ? inventory(body) : [element('pre', JSON.stringify(body, null, 2))];
}

/** What differs; a field that 2.3 does not have is no difference. */
const differences = (compared) => compared.differences.filter((one) => one.severity !== 'new');
const severity = (difference) => ({class: difference.severity === 'must-match' ? 'fail' : 'warn'});

/** What an inventory has found: clients by state, those that differ, and settings of the service that differ. */
function inventory(body) {
  const lists = [['2.3', body.secondary], ['3.0', body.primary]].map(([name, list]) =>
    `${list.seen} clients at ${name}${list.complete ? '' : ' (the list is not complete)'}`);
  const counts = Object.entries(body.counts).filter(([, clients]) => clients > 0)
    .map(([state, clients]) => `${clients} ${state}`);
  const differing = body.clients.map((client) => element('li',
    [`${client.clientId}: ${client.state}`, body.advice[client.clientId]].filter(Boolean).join('; '), {class: 'warn'},
    element('ul', null, {}, ...differences(client).map((one) => element('li', one.field, severity(one))))));
  const settings = differences(body.service).map((one) => element('li', `service setting ${one.field}`, severity(one)));
  const keys = [...body.keys.conflicting.map((kid) => `key ${kid} differs`),
    ...body.keys.missingAtPrimary.map((kid) => `key ${kid} is missing at 3.0`)]
    .map((words) => element('li', words, {class: 'warn'}));
  return [element('p', `${lists.join(', ')}: ${counts.join(', ') || 'none to compare'}.`),
    element('ul', null, {}, ...differing, ...settings, ...keys)];
}

byId('more').addEventListener('click', async (event) => {
  const action = event.target.dataset.act;
  if (!action) return;
  fill(byId('report'), [element('p', 'Running …')]);
  const {body, error} = await act(action, ACTIONS[action]);
  fill(byId('report'), error ? [element('p', error, {class: 'fail'})] : report(body));
});

lost();
connect();

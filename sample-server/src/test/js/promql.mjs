// Reads every PromQL expression of the dashboard and of the alert rules: each has to parse, and each metric and label in
// it has to be in a scrape of the running sample server.
import { parser } from '@prometheus-io/lezer-promql';
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { homes } from './backends.mjs';

const server = process.argv[2];
const monitoring = new URL('../../../../docs/monitoring/', import.meta.url);
const problems = [];

/** Labels that Prometheus adds to what it scrapes. */
const OF_PROMETHEUS = new Set(['instance', 'job']);

function expressions() {
  const dashboard = JSON.parse(readFileSync(new URL('grafana-dashboard.json', monitoring), 'utf8'));
  const alerts = parseYaml(readFileSync(new URL('prometheus-alerts.yaml', monitoring), 'utf8'));
  return [
    ...dashboard.panels.flatMap((panel) => panel.targets.map((target) => ({ where: panel.title, expr: target.expr }))),
    ...alerts.groups.flatMap((group) => group.rules.map((rule) => ({ where: rule.alert, expr: rule.expr }))),
  ].map(({ where, expr }) => ({ where, expr: expr.replaceAll('$__rate_interval', '5m') }));
}

/** The labels of each metric of a scrape, in the text format of Prometheus, with the values that were seen. */
function families(scrape) {
  const found = new Map();
  for (const line of scrape.split('\n')) {
    const sample = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line);
    if (sample && !line.startsWith('#')) {
      const labels = found.get(sample[1]) ?? new Map();
      for (const [, label, value] of (sample[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)) {
        labels.set(label, (labels.get(label) ?? new Set()).add(value));
      }
      found.set(sample[1], labels);
    }
  }
  return found;
}

/** What an expression names: its metrics, and the labels by which it selects and groups. */
function named(expr) {
  const metrics = new Set();
  const labels = new Set();
  const errors = [];
  parser.parse(expr).iterate({
    enter(node) {
      const text = expr.slice(node.from, node.to);
      if (node.type.isError) {
        errors.push(`at ${node.from}`);
      } else if (node.name === 'VectorSelector') {
        metrics.add(/^\w+/.exec(text)?.[0] ?? text);
      } else if (node.name === 'LabelName') {
        labels.add(text);
      }
    },
  });
  return { metrics, labels, errors };
}

function check({ where, expr }, scraped) {
  const { metrics, labels, errors } = named(expr);
  if (errors.length > 0 || metrics.size === 0) {
    problems.push(`${where}: does not parse (${errors.join(', ') || 'no metric'}): ${expr}`);
    return;
  }
  for (const metric of metrics) {
    const known = scraped.get(metric);
    if (!known) {
      problems.push(`${where}: no metric ${metric}`);
    } else {
      for (const label of labels) {
        if (!known.has(label) && !OF_PROMETHEUS.has(label)) {
          problems.push(`${where}: ${metric} has no label ${label}`);
        }
      }
    }
  }
}

/** Something of each kind has to have happened before it is counted: a fallback, say. */
async function happen() {
  const { id, secret } = await homes[0].register({
    clientType: 'CONFIDENTIAL',
    tokenAuthMethod: 'CLIENT_SECRET_BASIC',
    grantTypes: ['PASSWORD'],
  });
  const answer = await fetch(`${server}/api/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'password', username: 'john', password: 'john', scope: 'openid' }),
  });
  if (answer.status !== 200) {
    throw new Error(`no token was issued: HTTP ${answer.status}`);
  }
}

await happen();
const scraped = families(await (await fetch(`${server}/actuator/prometheus`)).text());
const all = expressions();
all.forEach((expression) => check(expression, scraped));

// The check itself has to see what is wrong.
const before = problems.length;
check({ where: 'check', expr: 'sum by (no_such_label) (dualclient_stage)' }, scraped);
check({ where: 'check', expr: 'rate(no_such_metric_total[5m])' }, scraped);
check({ where: 'check', expr: 'sum by (stage (dualclient_stage' }, scraped);
const seen = problems.splice(before).length;

problems.forEach((problem) => console.error(problem));
if (problems.length > 0 || seen !== 3) {
  process.exit(1);
}
console.log(`${all.length} PromQL expressions parse, and the sample server has what they name`);

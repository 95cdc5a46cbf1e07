// Creates a Kubernetes cluster, waits until it runs, and deletes it again, with nothing but Node.
// Run it: cs-simulator explore -- node create.js
// With the argument "careless" it has one bug: a creation whose answer was lost is sent once more
// as a new one, so that there are two clusters.
'use strict';

const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const isCareless = process.argv[2] === 'careless';
const [hostname, port] = process.env.CS_ENDPOINT.split(':');
const agent = new http.Agent({ keepAlive: true });
const TRIES = 8;   // of one call
const POLLS = 40;  // of one wait
const PAUSE = 5;   // milliseconds between two of either: virtual time moves with the polls

// What was answered, or status 0 if nothing was, or nothing that can be read.
function send(method, path, body) {
  return new Promise((resolve) => {
    const headers = { Authorization: `acs ${process.env.ALIBABA_CLOUD_ACCESS_KEY_ID}:unsigned` };
    if (body) headers['Content-Type'] = 'application/json';
    const request = http.request({ hostname, port, path, method, agent, headers, timeout: 5000 });
    const isLost = () => resolve({ status: 0, body: {} });
    request.on('timeout', () => request.destroy());
    request.on('error', isLost);
    request.on('response', (response) => {
      let text = '';
      response.on('error', isLost);
      response.on('aborted', isLost);
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => {
        try {
          resolve({ status: response.statusCode, body: text ? JSON.parse(text) : {} });
        } catch {
          isLost();
        }
      });
    });
    request.end(body && JSON.stringify(body));
  });
}

const mayPass = ({ status, body }) => [0, 409, 429].includes(status) || status >= 500
  || /^Throttling/.test(body.code || '');

// The same, tried again while trying again may help.
async function call(method, path, makeBody = () => undefined) {
  let answer;
  for (let tries = 0; tries < TRIES; tries += 1) {
    answer = await send(method, path, makeBody());
    if (!mayPass(answer)) break;
    await sleep(PAUSE);
  }
  return answer;
}

function newCluster() {
  return {
    name: 'from-node',
    cluster_type: 'ManagedKubernetes',
    region_id: 'cn-beijing',
    vpcid: 'vpc-2zedefault',
    vswitch_ids: ['vsw-2zedefaultb'],
    container_cidr: '172.20.0.0/16',
    service_cidr: '172.21.0.0/20',
  };
}

async function create() {
  const client_token = `from-node-${process.pid}`;
  let tries = 0;
  const careless = () => {
    tries += 1;
    const block = 20 + 2 * tries;
    return { ...newCluster(), container_cidr: `172.${block}.0.0/16`, service_cidr: `172.${block + 1}.0.0/20` };
  };
  const careful = () => ({ ...newCluster(), client_token });
  for (let again = 0; again < TRIES; again += 1) {
    const { status, body } = await call('POST', '/clusters', isCareless ? careless : careful);
    if (body.cluster_id) return body.cluster_id;
    if (status >= 400) throw new Error(`the creation was answered ${status} ${body.code}`);
    // accepted, and it is not said as what: ask again
  }
  throw new Error('the creation was never answered');
}

// The first state of a cluster that is one of these; 'gone' once it is.
async function until(clusterId, ...states) {
  for (let polls = 0; polls < POLLS; polls += 1) {
    const { status, body } = await call('GET', `/clusters/${clusterId}`);
    const state = status === 404 ? 'gone' : body.state;
    if (states.includes(state)) return state;
    await sleep(PAUSE);
  }
  return 'unknown';
}

async function remove(clusterId) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await call('DELETE', `/clusters/${clusterId}`);
    const state = await until(clusterId, 'gone', 'delete_failed');
    if (state === 'gone') return;
  }
  throw new Error(`${clusterId} is still there`);
}

async function main() {
  const clusterId = await create();
  const state = await until(clusterId, 'running', 'failed');
  await remove(clusterId);
  if (state !== 'running') throw new Error(`${clusterId} was ${state}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
}).finally(() => agent.destroy());

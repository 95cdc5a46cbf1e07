// Makes calls with the official Node clients: a line of JSON for each call, and one for what became
// of it.
//
// A call: {client, endpoint, id, secret, name, method, path, query, headers, body, kind}. The
// clients are used as they come, a fresh one for each call.
'use strict';

const readline = require('readline');
const { ROAClient } = require('@alicloud/pop-core');
const { default: Client } = require('@alicloud/cs20151215');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { RuntimeOptions } = require('@alicloud/tea-util');

async function withPopCore(asked) {
  const client = new ROAClient({
    accessKeyId: asked.id,
    accessKeySecret: asked.secret,
    endpoint: `http://${asked.endpoint}`,
    apiVersion: '2015-12-15',
  });
  const body = asked.body === null ? undefined : JSON.stringify(asked.body);
  const headers = { 'Content-Type': 'application/json', ...asked.headers };
  return client.request(asked.method, asked.path, asked.query, body, headers);
}

async function withTea(asked) {
  const client = new Client(new $OpenApiUtil.Config({
    accessKeyId: asked.id,
    accessKeySecret: asked.secret,
    endpoint: asked.endpoint,
    protocol: 'http',
    regionId: 'cn-beijing',
  }));
  const params = new $OpenApiUtil.Params({
    action: asked.name,
    version: '2015-12-15',
    protocol: 'HTTP',
    pathname: asked.path,
    method: asked.method,
    authType: 'AK',
    style: 'ROA',
    reqBodyType: 'json',
    bodyType: asked.kind,
  });
  const request = new $OpenApiUtil.OpenApiRequest({
    query: asked.query,
    headers: asked.headers,
    body: asked.body === null ? undefined : asked.body,
  });
  return (await client.callApi(params, request, new RuntimeOptions({}))).body;
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    const ask = asked.client === 'pop-core' ? withPopCore : withTea;
    const outcome = await ask(asked).then(
      (answer) => ({ answer }),
      (error) => ({ code: error.code, status: error.statusCode, message: error.message }),
    );
    console.log(JSON.stringify(outcome));
  }
}

main();

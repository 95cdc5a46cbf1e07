// Makes one call with an official Node client and prints what became of it, as one line of JSON.
//
// The only argument is JSON: {client, endpoint, id, secret, name, method, path, query, headers,
// body, kind}. The clients are used as they come, one fresh process for each call.
'use strict';

const asked = JSON.parse(process.argv[2]);

async function withPopCore() {
  const { ROAClient } = require('@alicloud/pop-core');
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

async function withTea() {
  const { default: Client } = require('@alicloud/cs20151215');
  const { $OpenApiUtil } = require('@alicloud/openapi-core');
  const { RuntimeOptions } = require('@alicloud/tea-util');
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

const ask = asked.client === 'pop-core' ? withPopCore : withTea;
ask().then(
  (answer) => console.log(JSON.stringify({ answer })),
  (error) => console.log(JSON.stringify({
    code: error.code,
    status: error.statusCode,
    message: error.message,
  })),
);

// Makes calls with the typed methods of @alicloud/cs20151215: a line of JSON for each call, and one
// for what became of it.
//
// A call: {endpoint, id, secret, region, operation, path, request}. Its request has the names of the
// wire; the SDK's own class reads it. An outcome: {status, headers, raw, mapped, sent}: the body as
// it was parsed, the answer's model turned back into a body, the request's model likewise; or {code,
// status, message}.
'use strict';

const readline = require('readline');
const sdk = require('@alicloud/cs20151215');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { cast } = require('@darabonba/typescript');

async function ask(call) {
  const client = new sdk.default(new $OpenApiUtil.Config({
    accessKeyId: call.id,
    accessKeySecret: call.secret,
    endpoint: call.endpoint,
    protocol: 'http',
    regionId: call.region,
    readTimeout: 30000,
  }));
  let received;
  const send = client.callApi.bind(client);
  client.callApi = async (...rest) => (received = structuredClone(await send(...rest)));

  const given = [...call.path];
  let sent = null;
  if (call.request !== null) {
    const request = cast(call.request, new sdk[`${call.operation}Request`]({}));
    sent = request.toMap();
    given.push(request);
  }
  const method = call.operation[0].toLowerCase() + call.operation.slice(1);
  const response = (await client[method](...given)).toMap();
  return {
    status: response.statusCode,
    headers: response.headers,
    raw: received.body,
    mapped: response.body,
    sent,
  };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const outcome = await ask(JSON.parse(line)).catch((error) => ({
      code: error.code || error.name,
      status: error.statusCode,
      message: error.message,
    }));
    console.log(JSON.stringify(outcome));
  }
}

main();

// Plays recorded requests to Stoplight Prism, which knows them from Twilio's own description, and says which of them it
// does not accept. See `tests/conformance`.

import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const [recorded, folder, kept] = process.argv.slice(2);
/** Of requests that differ only in their values so many are played. */
const OF_A_KIND_MAX = 12;
/** The parts of the API: which file describes one, and what its paths begin with. */
const PARTS = [
  { file: "api_v2010.json", paths: /^\/2010-04-01\// },
  { file: "content_v1.json", paths: /^\/v1\/Content/ },
  { file: "messaging_v1.json", paths: /^\/v1\/Services/ },
  { file: "messaging_v2.json", paths: /^\/v2\// },
];
/** What Twilio answers and its description does not have: the bytes of a file. */
const UNDESCRIBED = /^\/(cdn\/|2010-04-01\/Accounts\/\w+\/Messages\/\w+\/Media\/\w+$)/;

/** What the description leaves open and Twilio's pages say. */
function tighten(description) {
  for (const path of Object.values(description.paths)) {
    if (path.post?.requestBody) path.post.requestBody.required = true;
  }
  const form = description.paths["/2010-04-01/Accounts/{AccountSid}/Messages.json"]?.post?.requestBody?.content;
  const kind = form?.["application/x-www-form-urlencoded"];
  if (!kind) return description;
  kind.encoding = { ...kind.encoding, MediaUrl: { style: "form", explode: true } };
  kind.schema.properties.Body = { ...kind.schema.properties.Body, maxLength: 1600 };
  const either = (...names) => ({ anyOf: names.map((name) => ({ required: [name] })) });
  kind.schema.allOf = [either("From", "MessagingServiceSid"), either("Body", "MediaUrl", "ContentSid")];
  return description;
}

/** A port that nobody has. */
const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

async function start(part) {
  const names = [part.file, `twilio_${part.file}`].map((name) => join(folder, name));
  const found = names.find(existsSync);
  if (!found) return null;
  const description = join(kept, part.file);
  writeFileSync(description, JSON.stringify(tighten(JSON.parse(readFileSync(found, "utf8")))));
  const port = await freePort();
  const cli = join(kept, "node_modules/@stoplight/prism-cli/dist/index.js");
  const child = spawn(process.execPath, [cli, "mock", "-h", "127.0.0.1", "-p", String(port), description]);
  let said = "";
  await new Promise((done, fail) => {
    const hear = (chunk) => /listening on/.test((said += chunk)) && done();
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => fail(new Error(`Prism ended: ${said.slice(-400)}`)));
  });
  return { port, stop: () => child.kill() };
}

/** Requests that differ only in their values. */
function kindOf({ method, target, content_type: type, body, authorized }) {
  const [path, query = ""] = target.split("?");
  const names = (text) => [...new Set([...new URLSearchParams(text).keys()])].sort().join("+");
  const fields = type.startsWith("application/json") ? Object.keys(JSON.parse(body)).sort().join("+") : names(body);
  const place = path.replace(/\b[A-Z]{2}[0-9a-fA-F]{32}\b/g, "…").replace(/\b[A-Z]{2}\w{20,}\b/g, "…");
  return [method, place, names(query), type.split(";")[0], fields, authorized ? "" : "without credentials"].join(" ").trim();
}

const requests = readFileSync(recorded, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const kinds = new Map();
for (const request of requests) {
  const kind = kindOf(request);
  kinds.set(kind, [...(kinds.get(kind) ?? []), request]);
}

const running = [];
for (const part of PARTS) running.push(start(part).then((server) => ({ ...part, server })));
const parts = await Promise.all(running);
let played = 0;
const [wrong, missing] = [[], new Set()];
try {
  for (const [kind, all] of kinds) {
    for (const request of all.slice(0, OF_A_KIND_MAX)) {
      const part = parts.find(({ paths }) => paths.test(request.target));
      if (UNDESCRIBED.test(request.target.split("?")[0])) continue;
      if (!part?.server) {
        missing.add(part?.file ?? request.target);
        continue;
      }
      const headers = {};
      if (request.authorized) headers.authorization = `Basic ${btoa(`AC${"0".repeat(32)}:token`)}`;
      if (request.content_type) headers["content-type"] = request.content_type;
      const body = request.method === "GET" || !request.body ? undefined : request.body;
      const answer = await fetch(`http://127.0.0.1:${part.server.port}${request.target}`, { method: request.method, headers, body });
      const text = await answer.text();
      played += 1;
      if (answer.status >= 400) wrong.push(`${kind}\n    ${answer.status} ${text.slice(0, 600)}\n    ${request.target} ${request.body.slice(0, 300)}`);
    }
  }
} finally {
  for (const { server } of parts) server?.stop();
}
for (const file of missing) console.log(`not looked at: what ${file} describes, for it is not in the folder`);
for (const text of new Set(wrong)) console.log(`not accepted: ${text}`);
console.log(`${played} requests of ${kinds.size} kinds were played to Prism, ${wrong.length} were not accepted`);
process.exitCode = wrong.length > 0 ? 1 : 0;

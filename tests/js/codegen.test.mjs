// The committed schema through the code generators that front ends use: each makes a client, which compiles or runs.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { python, venv } from "./python.mjs";
import { demo, root } from "./server.mjs";
import { run } from "./tools.mjs";

const here = import.meta.dirname;
const schema = path.join(root, "crm-graphql/schema.graphql");
const documents = path.join(here, "documents/client.graphql");
const tool = (name) => path.join(here, "node_modules/.bin", name);

/** A folder beside the packages, so that what is generated finds them. */
async function room(t) {
  const folder = await mkdtemp(path.join(here, "node_modules/.generated-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("graphql-codegen's client preset, compiled by tsc --strict", async (t) => {
  const folder = await room(t);
  const config = {
    schema,
    documents,
    generates: { [`${folder}/src/`]: { preset: "client", config: { useTypeImports: true } } },
  };
  await writeFile(`${folder}/codegen.json`, JSON.stringify(config));
  await run(tool("graphql-codegen"), ["--config", `${folder}/codegen.json`]);
  await writeFile(`${folder}/src/use.ts`, USE);
  const strict = ["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck"];
  await run(tool("tsc"), ["--noEmit", ...strict, `${folder}/src/use.ts`], { cwd: folder });
  // The check itself is checked: what the schema does not have is refused.
  await writeFile(`${folder}/src/wrong.ts`, USE.replace("nodes[0]?.code", "nodes[0]?.price"));
  await assert.rejects(run(tool("tsc"), ["--noEmit", ...strict, `${folder}/src/wrong.ts`], { cwd: folder }), /price/);
});

const USE = `
import { useFragment } from "./fragment-masking";
import { SearchServicesDocument, ServiceLineFragmentDoc, type LogContactMutationVariables } from "./graphql";
import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";

const variables: VariablesOf<typeof SearchServicesDocument> = { words: "شكوى", first: 3 };
export function codes({ services }: ResultOf<typeof SearchServicesDocument>): string | undefined {
  const nodes = useFragment(ServiceLineFragmentDoc, services.nodes);
  return nodes[0]?.code;
}
export const contact: LogContactMutationVariables = {
  input: { channel: "PHONE" as never, service: { code: variables.words } },
};
`;

test("relay-compiler, with a paged connection and refetchable fragments", async (t) => {
  const folder = await room(t);
  await mkdir(`${folder}/src/__generated__`, { recursive: true });
  for (const name of await readdir(path.join(here, "relay"))) {
    await writeFile(`${folder}/src/${name}`, await readFile(path.join(here, "relay", name)));
  }
  await writeFile(`${folder}/schema.graphql`, await readFile(schema));
  const config = {
    src: "./src",
    schema: "./schema.graphql",
    language: "typescript",
    artifactDirectory: "./src/__generated__",
    // By default nothing below node_modules is read.
    excludes: ["**/__generated__/**"],
  };
  await writeFile(`${folder}/relay.config.json`, JSON.stringify(config));
  await run(tool("relay-compiler"), ["relay.config.json"], { cwd: folder });
  const made = await readdir(`${folder}/src/__generated__`);
  assert.deepEqual(made.sort(), [
    "ServiceListLineQuery.graphql.ts",
    "ServiceListPaginationQuery.graphql.ts",
    "ServiceListQuery.graphql.ts",
    "ServiceList_query.graphql.ts",
    "ServiceList_service.graphql.ts",
  ]);
  const line = await readFile(`${folder}/src/__generated__/ServiceListLineQuery.graphql.ts`, "utf8");
  assert.match(line, /node\(/, "a record is fetched again by its id");
});

test("ariadne-codegen: its Python client asks the demo", { skip: python ? false : "python3 not found" }, async (t) => {
  const folder = await room(t);
  const bin = await venv("ariadne", ["ariadne-codegen==0.19.0"]);
  const settings = [
    "[tool.ariadne-codegen]",
    `schema_path = "${schema}"`,
    `queries_path = "${documents}"`,
    'target_package_name = "mustafid"',
  ];
  await writeFile(`${folder}/pyproject.toml`, settings.join("\n"));
  await run(path.join(bin, "ariadne-codegen"), [], { cwd: folder });
  await writeFile(`${folder}/use.py`, ASK);
  const { url, tokens } = demo();
  const env = { ...process.env, CRM_URL: url, TOKEN: tokens.agent, NO_PROXY: "*" };
  const said = JSON.parse(await run(path.join(bin, "python"), ["use.py"], { cwd: folder, env }));
  assert.deepEqual(said, { code: "RGT-102", kind: "Interaction" });
});

const ASK = `
import asyncio, json, os
from mustafid import Client, IdentifierKeyInput, IdentifierKind

async def main():
    headers = {"Authorization": "Bearer " + os.environ["TOKEN"]}
    async with Client(url=os.environ["CRM_URL"] + "/graphql", headers=headers) as client:
        opened = await client.open_service(code="RGT-102")
        key = IdentifierKeyInput(kind=IdentifierKind.NATIONAL_ID, value="1000000016")
        found = await client.find_beneficiary(identifier=key)
        record = found.beneficiary.timeline.nodes[0].record
        print(json.dumps({"code": opened.service.code, "kind": record.typename__}))

asyncio.run(main())
`;

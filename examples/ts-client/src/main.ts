// Searches a service, opens it, follows the log, logs a contact and sees it arrive.

import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

import { Client } from "./client.js";
import { FollowContacts, LogContact, OpenService, SearchServices } from "./documents.js";
import type { LogInteractionInput } from "./generated/graphql.js";

const client = new Client(process.env["CRM_URL"] ?? "http://127.0.0.1:8080", process.env["TOKEN"] ?? "", "en");

const { services } = await client.ask(SearchServices, { words: "شكوى" });
for (const { code, name, owner } of services.nodes) {
  console.log(`${code}  ${name.text} (${owner?.name.text ?? "-"})`);
}

const first = services.nodes[0];
if (!first) throw new Error("no service was found");
const { service } = await client.ask(OpenService, { code: first.code });
const channels = service?.card?.channels.map(({ kind }) => kind).join(", ");
console.log(`${first.code}: ${channels}; card ${service?.completeness?.score} % complete`);

// Following tells what is written from when it is open; `after` would take it up behind the last cursor seen.
const events = client.follow(FollowContacts, { service: first.id });
const arrival = events.next();
let logged: string;
let arrived: string | undefined;
do {
  const key = randomUUID();
  logged = await log(first.code, key);
  // Sent again with the same key, as after a lost answer, the contact is not written again.
  if ((await log(first.code, key)) !== logged) throw new Error("the contact was written twice");
  console.log(`logged ${logged}`);
  const seen = await Promise.race([arrival, setTimeout(2000, undefined)]);
  arrived = seen?.value?.interactionLogged.interaction.id;
} while (!arrived);
console.log(`arrived ${arrived}`);
await events.return(undefined);

async function log(code: string, idempotencyKey: string): Promise<string> {
  const input: LogInteractionInput = {
    channel: "PHONE",
    beneficiary: { identifier: { kind: "NATIONAL_ID", value: "1000000016" } },
    service: { code },
    subject: "ما المستندات؟",
    outcome: "ANSWERED",
    idempotencyKey,
  };
  const { interaction, userErrors } = (await client.ask(LogContact, { input })).logInteraction;
  if (!interaction) throw new Error(userErrors.map((error) => `${error.code}: ${error.message}`).join("; "));
  return interaction.id;
}

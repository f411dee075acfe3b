// Staff of a server of one's own who sign in as people do. A browser fetches a file behind a link with its session; a
// token that a test adds to each request does not go along.

import assert from "node:assert/strict";
import { ask } from "./server.mjs";
import { field } from "./visitors.mjs";

export const PASSWORD = "four words nobody joins";

const MAKE = `mutation($input: CreateStaffMemberInput!) { done: createStaffMember(input: $input) { staffMember { id } userErrors { message } } }`;
const GRANT = `mutation($input: GrantRoleInput!) { done: grantRole(input: $input) { userErrors { message } } }`;
const INVITE = `mutation($input: InviteStaffMemberInput!) { done: inviteStaffMember(input: $input) { link { path } userErrors { message } } }`;

/** Makes a member of staff who holds a role in the whole body; their user name is `code`. */
export async function member(server, code, role) {
  const run = async (query, input) => {
    const { body } = await ask(server, query, { variables: { input }, token: server.tokens.admin });
    assert.deepEqual(body.data?.done.userErrors, [], JSON.stringify(body.errors));
    return body.data.done;
  };
  const { id } = (await run(MAKE, { code, name: [{ lang: "ar", text: code }] })).staffMember;
  await run(GRANT, { staffId: id, role });
  const { link } = await run(INVITE, { id });
  const answer = await fetch(`${server.url}/ar${link.path}`, {
    method: "POST",
    body: new URLSearchParams({ password: PASSWORD, again: PASSWORD }),
    redirect: "manual",
  });
  assert.equal(answer.status, 303, "the password is taken");
}

/** Signs in by the form; ends at the desk. */
export async function signIn(page, { url }, language, username) {
  await page.goto(`${url}/${language}/sign-in`);
  await field(page, "username").fill(username);
  await field(page, "password").fill(PASSWORD);
  await field(page, "password").press("Enter");
  await page.waitForURL(`**/${language}/desk`);
}

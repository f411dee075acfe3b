// Asking the server. The addresses are relative to this file, so that the page works below any path.

export const ENDPOINT = new URL("../graphql", import.meta.url);

/** A socket's address beside the endpoint. */
export function socketAddress() {
  const address = new URL("../graphql/ws", import.meta.url);
  address.protocol = address.protocol.replace("http", "ws");
  return address;
}

/** The schema's text. */
export async function schemaText() {
  const answer = await fetch(new URL("../graphql/schema.graphql", import.meta.url));
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** Carries a request out: `{ status, requestId, millis, body }`; `body` is text where a proxy answered otherwise. */
export async function ask(request, headers, signal) {
  const started = performance.now();
  const answer = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...headers },
    body: JSON.stringify(request),
    signal,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    requestId: answer.headers.get("x-request-id"),
    millis: Math.round(performance.now() - started),
    body: json(text),
  };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The same request for a terminal. */
export function curl(request, headers) {
  const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const shown = { "Content-Type": "application/json", ...headers };
  const flags = Object.entries(shown).map(([name, value]) =>
    name === "authorization" ? `-H "Authorization: Bearer $TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`,
  );
  return ["curl -s", quoted(ENDPOINT.href), ...flags, "-d", quoted(JSON.stringify(request))].join(" ");
}

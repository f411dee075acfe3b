// Requests with fetch, subscriptions with graphql-ws; both take a generated document and answer its own type.

import { createClient, type ExecutionResult } from "graphql-ws";
import WebSocket from "ws";

import type { TypedDocumentString } from "./generated/graphql.js";

/** A refusal of the whole request: who one is, what one may, what is too much. What a person can mend is in `userErrors`. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }
}

interface GraphQlError {
  message: string;
  extensions?: { code?: string; requestId?: string };
}

export class Client {
  readonly #url: URL;
  readonly #headers: Record<string, string>;

  constructor(url: string, token: string, language: "ar" | "en" = "ar") {
    this.#url = new URL("graphql", url.endsWith("/") ? url : `${url}/`);
    this.#headers = { authorization: `Bearer ${token}`, "accept-language": language };
  }

  /** Carries a query or a mutation out. */
  async ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
    const answer = await fetch(this.#url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json",
        ...this.#headers,
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const { data, errors } = (await answer.json()) as { data?: Data; errors?: GraphQlError[] };
    return whole(data, errors);
  }

  /** Follows a subscription until the loop over it is left. The first message carries what are headers elsewhere. */
  async *follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data> {
    const url = new URL("graphql/ws", this.#url);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = createClient({ url: url.href, webSocketImpl: WebSocket, connectionParams: this.#headers });
    try {
      const events = socket.iterate({ query: document.toString(), variables });
      for await (const { data, errors } of events as AsyncIterable<ExecutionResult<Data>>) {
        yield whole(data, errors as GraphQlError[] | undefined);
      }
    } finally {
      await socket.dispose();
    }
  }
}

function whole<Data>(data: Data | null | undefined, errors: readonly GraphQlError[] | undefined): Data {
  const first = errors?.[0];
  if (first || !data) {
    throw new RequestError(first?.message ?? "no data", first?.extensions?.code ?? "UNKNOWN", first?.extensions?.requestId);
  }
  return data;
}

// What this client asks. `npm run generate` checks each document against the schema and gives it its types.

import { graphql } from "./generated/index.js";

export const SearchServices = graphql(`
  query SearchServices($words: String!) {
    services(search: $words, first: 5) {
      nodes { id code name { text } owner { name { text } } }
    }
  }
`);

export const OpenService = graphql(`
  query OpenService($code: String!) {
    service(code: $code) {
      code
      name { text }
      completeness { score }
      card {
        channels { kind }
        procedure { documents { name { text } } }
      }
    }
  }
`);

export const LogContact = graphql(`
  mutation LogContact($input: LogInteractionInput!) {
    logInteraction(input: $input) {
      interaction { id occurredAt service { code } }
      userErrors { code message path }
    }
  }
`);

export const FollowContacts = graphql(`
  subscription FollowContacts($service: ID!, $after: String) {
    interactionLogged(filter: { service: { eq: $service } }, after: $after) {
      cursor
      interaction { id channel subject }
    }
  }
`);

// What relay-compiler reads: a fragment that is paged, refetched and spread, as Relay's conventions name things.

import { graphql } from "relay-runtime";

export const list = graphql`
  fragment ServiceList_query on Query
  @refetchable(queryName: "ServiceListPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }, words: { type: "String" }) {
    services(first: $count, after: $cursor, search: $words) @connection(key: "ServiceList_services") {
      edges {
        node {
          id
          ...ServiceList_service
        }
      }
    }
  }
`;

export const line = graphql`
  fragment ServiceList_service on Service @refetchable(queryName: "ServiceListLineQuery") {
    code
    status
    name {
      text
    }
  }
`;

export const page = graphql`
  query ServiceListQuery($words: String) {
    ...ServiceList_query @arguments(words: $words)
  }
`;

// Documents that succeed on the demo, for whoever may carry them out.

import { button, byId, make } from "./dom.mjs";
import { language, onLanguage } from "./words.mjs";

export const EXAMPLES = [
  {
    ar: "من أنا؟",
    en: "Who am I?",
    document: `query WhoAmI {
  viewer {
    actor { kind }
    roles { role }
    departments { code name { text } }
    permissions
    purpose
  }
}
`,
  },
  {
    ar: "ابحث عن خدمة",
    en: "Search the services",
    document: `query SearchServices($words: String) {
  services(search: $words, first: 5) {
    totalCount
    nodes {
      code
      status
      name { text }
      owner { name { text } }
    }
  }
}
`,
    variables: { words: "شكوى" },
  },
  {
    ar: "افتح بطاقة خدمة",
    en: "Open a service's card",
    document: `query OpenService($code: String!) {
  service(code: $code) {
    name { translations { lang text } }
    summary { text }
    completeness { score }
    card {
      audience { clients residency }
      channels { kind hours { text } }
      fees { state }
      procedure { documents { name { text } } }
    }
  }
}
`,
    variables: { code: "RGT-102" },
  },
  {
    ar: "اعثر على مستفيد وتاريخه",
    en: "Find a beneficiary and their history",
    document: `query FindBeneficiary($identifier: IdentifierKeyInput!) {
  beneficiary(identifier: $identifier) {
    id
    name { text }
    identifiers { kind masked }
    timeline(first: 5) {
      nodes { occurredAt kind }
    }
  }
}
`,
    variables: { identifier: { kind: "NATIONAL_ID", value: "1000000016" } },
  },
  {
    ar: "سجّل تواصلًا",
    en: "Log a contact",
    document: `# Change the key for another contact: the same key returns the first one.
mutation LogContact($input: LogInteractionInput!) {
  logInteraction(input: $input) {
    interaction { id occurredAt service { code } }
    userErrors { code message path }
  }
}
`,
    variables: {
      input: {
        channel: "PHONE",
        beneficiary: { identifier: { kind: "NATIONAL_ID", value: "1000000016" } },
        service: { code: "RGT-102" },
        subject: "ما المستندات؟",
        outcome: "ANSWERED",
        idempotencyKey: "explorer-1",
      },
    },
  },
  {
    ar: "تابع التواصل مباشرة",
    en: "Follow the contacts live",
    document: `# Runs until it is stopped: log a contact in another tab, and it arrives here.
subscription FollowContacts {
  interactionLogged {
    cursor
    event
    interaction { occurredAt channel service { code name { text } } }
  }
}
`,
  },
];

/** `chosen(document, variables)` is called when one is picked; the variables are text. */
export function startExamples(chosen) {
  onLanguage(() => {
    const items = EXAMPLES.map((example) => {
      const variables = example.variables ? JSON.stringify(example.variables, null, 2) : "";
      return make("li", {}, button(example[language()], () => chosen(example.document, variables)));
    });
    byId("examples").replaceChildren(make("ul", { className: "choices" }, ...items));
  });
}

// Every page in a real browser, in both languages, on a desk and on a phone: nothing stands in anyone's way, nothing is
// wider than the screen, nothing reaches outside. What they looked like lies in `screenshots/` afterwards. Pages of work
// that has to be done first are looked at by the journeys that do it.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { look } from "./look.mjs";
import { ask, demo } from "./server.mjs";
import { visitors } from "./visitors.mjs";

const { url, tokens } = demo();
const visit = visitors();
/** Pages that are none, or not for whoever asks. */
const STATUS = { missing: 404, "missing-record": 404, refused: 403 };
/** Pages that are looked at with all that they fold away. */
const UNFOLDED = ["inventory-comparison", "inventory-item-own"];
let known;
before(async () => (known = await records()));

/** Records of the demo that pages with an id in their address are shown for. */
async function records() {
  const nodes = async (query, role) => {
    const { body } = await ask({ url }, query, { token: tokens[role] });
    return Object.values(body.data)[0].nodes.map(({ id }) => id);
  };
  const first = async (query, role) => (await nodes(query, role))[0];
  const [cycle, closed, before] = await nodes("{ inventoryCycles(first: 3) { nodes { id } } }", "catalogue_manager");
  return {
    category: await first("{ categories(first: 1) { nodes { id } } }"),
    lifeEvent: await first("{ tags(kind: LIFE_EVENT, first: 1) { nodes { id } } }"),
    department: await first("{ departments(first: 1) { nodes { id } } }"),
    site: await first("{ sites(first: 1) { nodes { id } } }"),
    reason: await first("{ contactReasons(first: 1) { nodes { id } } }", "agent"),
    contact: await first("{ interactions(first: 1) { nodes { id } } }", "agent"),
    member: await first("{ staffMembers(first: 1) { nodes { id } } }", "admin"),
    person: await first("{ beneficiaries(first: 1) { nodes { id } } }", "agent"),
    plan: await first("{ inventoryPlans(first: 1) { nodes { id } } }", "catalogue_manager"),
    cycle,
    closed,
    before,
    item: await first("{ inventoryItems(first: 1) { nodes { id } } }", "catalogue_manager"),
    own: await first("{ inventoryItems(first: 1, filter: { awaits: { eq: ANSWER } }) { nodes { id } } }", "department_editor"),
    mention: await first("{ unlistedMentions(first: 1) { nodes { id } } }", "catalogue_manager"),
    finding: await finding(cycle),
  };
}

/** A finding of a cycle, as the address names it from which it is waived. */
async function finding(cycle) {
  const query = `{ inventoryFindings(cycleId: "${cycle}", first: 1) { nodes { rule part item { id } } } }`;
  const { body } = await ask({ url }, query, { token: tokens.verifier });
  const { rule, part, item } = body.data.inventoryFindings.nodes[0];
  return new URLSearchParams({ item: item.id, rule, part });
}

const PUBLIC = {
  home: () => "/",
  services: () => "/services",
  "services-found": () => "/services?search=شكوى&filter.client.in=INDIVIDUALS&filter.fees.eq=FREE",
  "services-none": () => "/services?search=xyzzy",
  category: () => `/categories/${known.category}`,
  "life-event": () => `/life-events/${known.lifeEvent}`,
  service: () => "/services/RGT-102",
  "sign-in": () => "/sign-in",
  "inventory-public": () => "/inventory",
  "inventory-public-cycle": () => `/inventory/${known.closed}`,
  "inventory-public-changes": () => `/inventory/${known.closed}/since/${known.before}`,
  missing: () => "/nothing-here",
};

const AGENT = {
  desk: () => "/desk",
  log: () => "/desk/log",
  "log-chosen": () => `/desk/log?beneficiary=${known.person}&service=RGT-102`,
  contacts: () => "/desk/contacts",
  contact: () => `/desk/contacts/${known.contact}`,
  "follow-ups": () => "/desk/follow-ups",
  beneficiaries: () => "/desk/beneficiaries",
  "beneficiary-new": () => "/desk/beneficiaries/new",
  beneficiary: () => `/desk/beneficiaries/${known.person}`,
  search: () => "/desk/search",
  "account-by-token": () => "/desk/account",
  refused: () => "/desk/imports",
  "missing-record": () => "/desk/services/NONE-1",
};

const SECTIONS = [
  "identity", "audience", "channels", "procedure", "fees", "promise", "online", "classes", "ownership", "relations", "governance",
];

const MANAGER = {
  "desk-services": () => "/desk/services",
  "desk-services-found": () => "/desk/services?search=شكوى&orderBy=CODE_ASC",
  "desk-service": () => "/desk/services/RGT-102",
  "desk-service-history": () => "/desk/services/RGT-102/history",
  "desk-service-new": () => "/desk/services/new",
  ...Object.fromEntries(SECTIONS.map((section) => [`card-${section}`, () => `/desk/services/RGT-102/edit/${section}`])),
};

const INVENTORY = {
  inventory: () => "/desk/inventory",
  "inventory-plan-new": () => "/desk/inventory/plans/new",
  "inventory-plan": () => `/desk/inventory/plans/${known.plan}`,
  "inventory-cycle": () => `/desk/inventory/cycles/${known.cycle}`,
  "inventory-items": () => "/desk/inventory/items",
  "inventory-item": () => `/desk/inventory/items/${known.item}`,
  mentions: () => "/desk/inventory/mentions",
  "mentions-linked": () => "/desk/inventory/mentions?filter.decision.eq=LINKED",
  mention: () => `/desk/inventory/mentions/${known.mention}?wanted=شهادة`,
  findings: () => `/desk/inventory/cycles/${known.cycle}/findings`,
  "findings-frozen": () => `/desk/inventory/cycles/${known.closed}/findings?filter.severity.eq=WARNING`,
  "inventory-delegations": () => "/desk/inventory/delegations",
  "inventory-closed": () => `/desk/inventory/cycles/${known.closed}?check=true`,
  "inventory-results": () => `/desk/inventory/cycles/${known.closed}/results`,
  "inventory-comparison": () => `/desk/inventory/cycles/${known.closed}/since/${known.before}`,
  reports: () => `/desk/inventory/cycles/${known.closed}/reports`,
  "reports-early": () => `/desk/inventory/cycles/${known.cycle}/reports/services`,
  ...Object.fromEntries(
    ["summary", "services", "automation", "digital", "processes"].map((report) => [
      `report-${report}`,
      () => `/desk/inventory/cycles/${known.closed}/reports/${report}`,
    ]),
  ),
};

const DEPARTMENT = {
  "inventory-needed": () => "/desk/inventory",
  "inventory-workbooks": () => `/desk/inventory/cycles/${known.cycle}/workbooks`,
  "inventory-items-answer": () => "/desk/inventory/items?filter.awaits.eq=ANSWER",
  "inventory-item-own": () => `/desk/inventory/items/${known.own}`,
};

const VERIFIER = {
  "findings-waive": () => `/desk/inventory/cycles/${known.cycle}/findings?${known.finding}`,
  "inventory-items-accept": () => "/desk/inventory/items?filter.awaits.eq=ACCEPT",
};

const READER = {
  figures: () => "/desk/figures?from=2025-12&to=2026-11",
};

const KEEPER = {
  admin: () => "/desk/admin",
  departments: () => "/desk/admin/departments",
  "department-new": () => "/desk/admin/departments/new",
  department: () => `/desk/admin/departments/${known.department}`,
  sites: () => "/desk/admin/sites",
  "site-new": () => "/desk/admin/sites/new",
  site: () => `/desk/admin/sites/${known.site}`,
  reasons: () => "/desk/admin/reasons",
  "reason-new": () => "/desk/admin/reasons/new",
  reason: () => `/desk/admin/reasons/${known.reason}`,
};

const ADMINISTRATOR = {
  staff: () => "/desk/admin/staff",
  "member-new": () => "/desk/admin/staff/new",
  member: () => `/desk/admin/staff/${known.member}`,
  tokens: () => "/desk/admin/tokens",
  "token-new": () => "/desk/admin/tokens/new",
};

const TABLES = [
  [undefined, PUBLIC],
  ["agent", AGENT],
  ["catalogue_manager", { ...MANAGER, ...KEEPER, ...INVENTORY }],
  ["department_editor", DEPARTMENT],
  ["verifier", VERIFIER],
  ["reader", READER],
  ["admin", ADMINISTRATOR],
];

for (const [role, pages] of TABLES) {
  for (const [name, address] of Object.entries(pages)) {
    test(`for ${role ?? "everybody"}: ${name}`, async (t) => {
      const page = await visit(t, { token: tokens[role] });
      for (const language of ["ar", "en"]) {
        const answer = await page.goto(`${url}/${language}${address()}`);
        assert.equal(answer.status(), STATUS[name] ?? 200, `${name} ${language}`);
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        if (UNFOLDED.includes(name)) await page.locator("main").evaluate(unfold);
        await look(page, name);
      }
    });
  }
}

function unfold(main) {
  for (const fold of main.querySelectorAll("details")) fold.open = true;
}

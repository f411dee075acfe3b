# Reports on a closed cycle of the inventory.
inventory-reports = Reports on the cycle
report-list-text = All of them are read from the frozen results, as they were when the cycle closed; no later change of the catalogue alters them.
report-not-closed = The cycle is not closed yet; reports are read from frozen results.
report-services = Service inventory
report-services-text = Every service that is offered: beneficiaries and requests, channels, delivery of the output, integrations with other bodies.
report-automation = Services not yet automated
report-automation-text = Whatever is not automated from application to output, with the planned level and its date.
report-digital = Digital services for the national register
report-digital-text = Services with an online channel or an online act, or fully automated, with the fields of the national service card.
report-processes = Process inventory
report-processes-text = The processes behind each service: their class, their importance and the department that runs them.
report-summary = Executive summary
report-summary-text = Two pages for who decides: what there is, how well it is known, and what needs a decision.
report-of = Cycle of the inventory
report-digest-text = From frozen results with the digest (SHA-256):
report-verify-text = To check them:
report-unsaid = not said
report-more = The other services follow on the next page; the file has all of them.
report-none = No services in this report.
report-count = { $count ->
    [one] one service
   *[other] { $shown } services
}

# Columns
report-kind = Kind
report-scope = Scope
report-automation-now = Automation
report-planned = Planned level
report-planned-by = Planned for
report-planned-by-hijri = Planned for (Hijri)
report-no-plan = no date
report-late = overdue
report-delivery = Delivery
report-channels = Channels
report-links = Links
report-integrations = Integrated with
report-integration-kinds = Means of integration
report-integration-states = State of integration
report-beneficiaries = Beneficiaries
report-beneficiaries-from = Source of beneficiaries
report-requests = Requests
report-requests-from = Source of requests
report-contacts = Contacts
report-national-number = Number in the national register
report-name-ar = Name in Arabic
report-name-en = Name in English
report-audience = For whom
report-residency = Individuals
report-online = Online acts
report-online-account = Account
report-online-sign-in = Sign-in
report-online-application = Application
report-online-decision = Decision
report-online-delivery = Delivery
report-online-feedback = Feedback
report-time = Delivery time
report-fees-state = Fees
report-fees = Amount of fees
report-documents = Required documents
report-conditions = Conditions
report-needed = Documents and conditions
report-process-code = Code of the process
report-process-name = Process
report-process-class = Class
report-process-importance = Importance
report-process-owner = Run by
report-service = Service
report-used = Times used

# The summary
report-concerns = What needs a decision
report-concern = What needs a decision
report-no-concerns = Nothing needs a decision.
report-attestation = How far the inventory came
report-share-accepted = Attested by departments, accepted
report-share-on-time = Answered in time
report-share-first-pass = Accepted without return
report-of-answered = of { $all } answered
report-of-accepted = of { $all } accepted
report-of-number = of { $all }
report-since = What changed since the cycle before
report-no-since = This is the first cycle; there is nothing to compare with.
report-outcomes = What answers came to
report-no-answer = no answer
report-not-stated = the card does not say
report-told = How much services are used
report-told-total = Known in total
report-told-known = Services known
report-told-not-known = not known
report-told-not-applicable = not applicable
report-told-unsaid = not said
report-busiest = Services used most
report-busiest-by = Used most, by { $what }
report-busiest-none = Of no service is it known how much it is used.
report-kinds = Services by kind
report-by-automation = Services by automation
report-by-delivery = Services by delivery
report-by-channel = Services by channel
report-missed = Standards missed
report-missed-none = No standard was measured and missed.
report-standard = Standard
report-achieved = Achieved
report-target = Target
report-planned-year = Automation planned within a year
report-planned-none = No automation is planned within a year of the close.
report-and-others = { $count ->
    [one] and one more
   *[other] and { $count } more
}
report-departments = Departments, the furthest behind first
report-other-departments = Other departments, no further behind: { $count }
report-verified-share = Attested and accepted
report-findings = Findings
report-findings-none = No findings.
report-findings-open = open
report-findings-waived = waived with a reason

InventoryConcern-UNVERIFIED = Nobody verified them
InventoryConcern-NOT_OURS = Their department says that another body offers them
InventoryConcern-GONE = No longer offered, and still in the catalogue
InventoryConcern-CARD_WRONG = Their cards are to be changed
InventoryConcern-NO_PROMISE = They promise no time
InventoryConcern-STANDARD_MISSED = They missed a standard
InventoryConcern-AUTOMATION_LATE = Their automation is overdue
InventoryConcern-AUTOMATION_UNPLANNED = Not automated, and no date planned
InventoryConcern-REQUESTS_NOT_KNOWN = Nobody knows how many requests they have

export-serviceInventory = Service inventory
export-automationPlan = Services not yet automated
export-digitalServices = Digital services
export-processInventory = Process inventory
export-concerns = What needs a decision
export-departments = Departments
export-rows = Services used most

# The periodic inventory of services: plans, cycles, items, results.
area-inventory = Inventory
inventory-needed = What is needed of you
inventory-plan-to-decide = awaits the committee
inventory-plan-to-enforce = approved, to be put in force
inventory-nothing-needed = Nothing awaits you in the inventory now.
inventory-services = { $count ->
    [one] One service
   *[other] { $shown } services
}
inventory-cycle = Cycle
inventory-cycles = Cycles
inventory-no-cycles = There is no cycle yet
inventory-no-cycles-hint = A cycle is scheduled on the page of a plan that is in force.
inventory-plan = Plan
inventory-plans = Plans
inventory-no-plans = There is no plan yet.
inventory-plan-new = Draft a plan
inventory-plan-revise = Write the plan anew
inventory-next-version = An approved version never changes: what you write becomes version { $n }, and goes before the committee.
inventory-all-items = Services asked about
inventory-code = Code of the plan

# What a plan says
inventory-plan-says = What the plan says
inventory-title = Title
inventory-definition = What counts as one service
inventory-definition-hint = By this departments tell services from steps and from channels.
inventory-scope = Scope
inventory-scope-hint = Leave it empty to ask about every service.
inventory-scope-all = Every service
inventory-scope-departments = Departments, with those below them
inventory-scope-kinds = Kinds of services
inventory-period = Period and time
inventory-from = First day
inventory-to = Last day
inventory-recurs = Recurs
inventory-every-months = Opens again after so many months
inventory-every-months-hint = Empty: cycles are opened by hand.
inventory-every = { $count ->
    [one] Every month
   *[other] Every { $count } months
}
inventory-by-hand = Opened by hand
inventory-on-dates = Opens on certain days
inventory-day-number = Day { $n }
inventory-answer-days = Days to answer
inventory-verify-days = Days to verify
inventory-stages = Stages
inventory-stages-hint = Open, answered, verified, closed: these are always there. Each further stage costs departments time.
inventory-stages-base = Open, answered, verified, closed
inventory-head-approval = The head of the department approves its answers
inventory-second-round = What is returned may be answered until the end of verification
inventory-auto-attestation = Confirm by contacts alone what nothing contradicts
inventory-auto-attestation-hint = These are shown apart everywhere; no department said so.
inventory-second-review = Share looked at by a second verifier, of a hundred
inventory-questions = Further questions
inventory-questions-hint = Asked beside whether the service exists and whether its card is right. An empty question does not count; save to add another.
inventory-question = Question
inventory-question-number = Question { $n }
inventory-question-code = Code of question { $n }
inventory-question-needed = Answer
inventory-question-required = must be answered
inventory-decision = Decision of the committee
inventory-decided-by = Decided by
inventory-quorum = Members who must vote
inventory-quorum-hint = Only where votes decide.

# Moves of a plan
inventory-version = Version { $n }
inventory-versions = Versions
inventory-number = Number
inventory-author = Written by
inventory-written = Written
inventory-submit = Lay before the committee
inventory-enforce = Put in force
inventory-record-decision = Record the committee's decision
inventory-decided = The committee
inventory-minutes = Minutes
inventory-minutes-number = Number of the minutes
inventory-minutes-day = Day of the minutes
inventory-present = Members present
inventory-present-hint = One name a line; empty lines do not count.
inventory-member-number = Member { $n }
inventory-decision-note-hint = Why, or on which condition; needed when the plan is returned.
inventory-vote = Vote
inventory-votes = Votes
inventory-my-vote = My vote
inventory-vote-note-hint = Needed when you vote for returning it.
inventory-count = Count the votes
inventory-count-text = The count ends the vote: the plan is approved or returned.
inventory-decisions = Decisions
inventory-tally = For: { $for }, for returning it: { $against }, abstained: { $neither }
inventory-digest = Digest (SHA-256)
inventory-schedule = Schedule a cycle
inventory-cycle-code = Code of the cycle
inventory-other-days = Other days than the plan's
inventory-other-days-hint = Left empty they are as the plan says; figures are of the twelve months before.

# A cycle
inventory-opens = Opens
inventory-answers-due = Answers due
inventory-verification-due = Verified by
inventory-window = Figures of
inventory-window-from = Figures from
inventory-window-to = Figures to
inventory-days = Days
inventory-closed-at = Closed
inventory-published-at = Published
inventory-seed = Seed of the sample
inventory-open = Open the cycle
inventory-halted = The work stopped before it was done; what is done stays, and it can be started anew.
inventory-call-off = Call it off
inventory-call-off-text = A cycle that is called off cannot be opened any more.
inventory-begin-verification = End the time to answer
inventory-begin-verification-text = Departments cannot answer afterwards; what they answered is verified.
inventory-close = Close the cycle
inventory-close-text = Results are frozen as they stand. What is not verified stays unverified, and nothing changes afterwards.
inventory-close-open = Of { $all } services { $shown } stay unverified: { $waiting } await an answer of their department, { $review } await verification.
inventory-close-none = No service stays unverified.
inventory-close-due-answers = Answers are due on:
inventory-close-due-verification = Verification is due on:
inventory-publish = Publish the results
inventory-publish-text = Everybody can read them afterwards.
inventory-extend = Give a department more time
inventory-new-due = New last day
inventory-items = Services asked about
inventory-results = Results
inventory-since = Changes since
inventory-public-page = Public page
inventory-coverage = Progress by department
inventory-progress = Progress
inventory-in-scope = In scope
inventory-waiting = Waiting
inventory-in-review = In review
inventory-accepted = Accepted
inventory-by-contacts = By contacts
inventory-by-file = From a file
inventory-unverified = Unverified
inventory-exempt = Exempt
inventory-answered = Ever answered
inventory-on-time = Answered in time
inventory-first-pass = Accepted without return
inventory-completeness = Completeness of cards
inventory-check = Are these the frozen results?
inventory-check-text = Every line is hashed anew and compared with what was frozen.
inventory-check-now = Check the results
inventory-check-right = { $count ->
    [one] One line fits what was frozen.
   *[other] All { $shown } lines fit what was frozen.
}
inventory-compare = Compare with another cycle

# Items
inventory-views = Views
inventory-outcome = Outcome
inventory-attested-by = Said by
inventory-due = Due
inventory-answered-on = Answered
inventory-asked-for = Contacts
inventory-tick = Choose
inventory-no-items = No services match.
inventory-many-answer = Tick services that exist, are yours, and whose card is right. Open the others to answer them one by one.
inventory-many-endorse = Tick the answers that you approve as head of the department.
inventory-many-accept = Tick the answers that you find right, or return them with a reason.
inventory-none-ticked = You ticked no service: tick one or more.
inventory-ticked-answer = Confirm the ticked ones
inventory-ticked-endorse = Approve the ticked ones
inventory-ticked-accept = Accept the ticked ones
inventory-ticked-return = Return the ticked ones
inventory-return-hint = Needed to return them.
inventory-not-before = not in the cycle before
inventory-sampled = drawn for a second review
inventory-whole-card = The whole card
inventory-figure = Figure
inventory-figures = Figures
inventory-by-part = By channel and standard
inventory-no-figures = There are no figures of this time.
inventory-figure-number = Figure { $n }
inventory-figure-channel = Channel
inventory-figure-whole = The whole
inventory-figure-standard = Or a service standard
inventory-figure-state = Is it known?
inventory-amount = Number
inventory-answer = What was answered
inventory-answering = Answer
inventory-answer-anew = Answer anew
inventory-answered-by = Answered by
inventory-endorsed-by = Approved by
inventory-verified-by = Verified by
inventory-reviewed-by = Second verifier
inventory-ask-existence = Does the service exist, and is it yours?
inventory-ask-card = Is its card right?
inventory-ask-card-hint = Asked only of what is yours.
inventory-card-right = Yes, all of it
inventory-card-wrong = No, it is to be changed
inventory-card-not-asked = The service is not ours, so this is not asked
inventory-note-hint = Needed when the service is not yours any more, or when the card is wrong and nobody has begun to write it anew.
inventory-successors = Services that it became
inventory-successors-hint = Only when it was split or merged.
inventory-offered-figures = Figures known already
inventory-offered-figures-hint = Tick what holds for this time as well; it is told as it stands. What differs is typed below.
inventory-state-figures = Figures that you know
inventory-state-figures-hint = They stand beside those that are counted here. An empty row does not count. Satisfaction is typed of 5, such as 4.5; delivery in minutes. A channel or a service standard has a row of its own.
inventory-send-answer = Send the answer
inventory-endorse = Approve as head
inventory-accept = Accept the answer
inventory-do-return = Return
inventory-do-exempt = Exempt
inventory-do-reopen = Ask anew

# Results and their comparison
inventory-owner-code = Department (code)
inventory-frozen = { $count ->
    [one] One service, frozen on
   *[other] { $shown } services, frozen on
}
inventory-not-frozen = The cycle is not closed yet: its results are frozen when it closes.
inventory-no-results = There is nothing here.
inventory-fate = What became of it
inventory-renamed = renamed
inventory-moved = moved
inventory-differences = Differences
inventory-no-differences = Nothing differs.
inventory-changed-only = What differs
inventory-changes = Changes of the card
inventory-change-count = { $count ->
    [one] One field
   *[other] { $count } fields
}
inventory-old-code = Code before
inventory-old-name = Name before
inventory-old-owner = Department before
inventory-new-code = Code after
inventory-new-name = Name after
inventory-new-owner = Department after
inventory-parts = Services by the part of the card that differs
inventory-part = Part
inventory-sum-kept = Kept
inventory-sum-new = New
inventory-sum-gone = Gone
inventory-sum-renamed = Renamed
inventory-sum-moved = Moved
inventory-sum-changed = With another card
inventory-sum-split = Split
inventory-sum-merged = Merged

# Delegations
inventory-delegations = Delegations
inventory-delegations-text = Who answers for a department for a while, in place of those who do.
inventory-no-delegations = Nobody answers for others.
inventory-delegate = Delegate answers
inventory-delegate-department = Department, with those below it
inventory-delegate-from = From
inventory-delegate-to = To
inventory-delegation-over = taken back
inventory-delegation-past = over
inventory-revoke = Take back

# The public's pages
inventory-public = Inventory of services
inventory-public-text = From time to time every department says which services it offers and whether what is published of them is right. These are the results, as they were frozen.
inventory-public-none = No results are published yet.
inventory-not-public = Only staff see this page: the results are not published.
inventory-public-counted = { $count ->
    [one] One service for the body's own use is counted in these numbers; the list for the public leaves it out.
   *[other] { $shown } services for the body's own use are counted in these numbers; the list for the public leaves them out.
}
inventory-public-compared = To the public only services for others are compared: those for the body's own use are not in these numbers.
inventory-service-by-service = Service by service
inventory-provenance = Where this comes from

done-plan-submitted = The plan is before the committee.
done-plan-decided = The committee's decision is recorded.
done-plan-voted = Your vote is recorded; you can change it until the votes are counted.
done-plan-in-force = The plan is in force.
done-cycle-scheduled = The cycle is scheduled.
done-cycle-moved = Done.
done-item-moved = Done.
done-delegated = The delegation holds.
done-delegation-revoked = The delegation is taken back.

export-inventoryItems = Services asked about
export-inventoryCoverage = Progress by department
export-inventoryResults = Results of the inventory
export-inventoryComparison = Comparison of cycles

InventoryPlanState-DRAFT = Draft
InventoryPlanState-SUBMITTED = Before the committee
InventoryPlanState-RETURNED = Returned
InventoryPlanState-APPROVED = Approved
InventoryPlanState-IN_FORCE = In force
InventoryPlanState-SUPERSEDED = Superseded

InventoryCycleState-SCHEDULED = Scheduled
InventoryCycleState-OPENING = Being opened
InventoryCycleState-OPEN = Open
InventoryCycleState-VERIFICATION = Verification
InventoryCycleState-CLOSING = Being closed
InventoryCycleState-CLOSED = Closed
InventoryCycleState-PUBLISHED = Published
InventoryCycleState-CANCELLED = Called off

InventoryItemState-PENDING = Awaits an answer
InventoryItemState-ANSWERED = Answered
InventoryItemState-ENDORSED = Approved by the head
InventoryItemState-RETURNED = Returned
InventoryItemState-SECOND_REVIEW = Second review
InventoryItemState-ACCEPTED = Accepted
InventoryItemState-UNVERIFIED = Unverified
InventoryItemState-EXEMPT = Exempt

InventoryItemMove-ANSWER = To answer
InventoryItemMove-ENDORSE = To approve as head
InventoryItemMove-RETURN = To return
InventoryItemMove-ACCEPT = To verify
InventoryItemMove-EXEMPT = To exempt
InventoryItemMove-REOPEN = To ask anew

InventoryOutcome-CONFIRMED = Confirmed
InventoryOutcome-CHANGED = To be changed
InventoryOutcome-NEW = New
InventoryOutcome-RETIRED = No longer offered
InventoryOutcome-NOT_OURS = Offered by others
InventoryOutcome-SPLIT = Split
InventoryOutcome-MERGED = Merged

InventoryExistence-OURS = It exists and is ours
InventoryExistence-RETIRED = It is no longer offered
InventoryExistence-NOT_OURS = Another department or body offers it
InventoryExistence-SPLIT = It became several services
InventoryExistence-MERGED = It became part of another service

InventoryAttestedBy-DEPARTMENT = The department
InventoryAttestedBy-CONTACTS = Contacts alone
InventoryAttestedBy-FILE = A file of an earlier inventory

InventoryMeasureKind-BENEFICIARIES = Beneficiaries
InventoryMeasureKind-TRANSACTIONS = Requests
InventoryMeasureKind-ENQUIRIES = Contacts that asked
InventoryMeasureKind-COMPLETED = Finished requests
InventoryMeasureKind-MET_TARGET = Within the standard
InventoryMeasureKind-MEASURED_ON = Measured on
InventoryMeasureKind-DELIVERY_MINUTES = Usual delivery, minutes
InventoryMeasureKind-SATISFACTION = Satisfaction of 5
InventoryMeasureKind-COMPLAINTS = Complaints

InventoryMeasureState-KNOWN = Known
InventoryMeasureState-NOT_KNOWN = Not known
InventoryMeasureState-NOT_APPLICABLE = Not applicable

InventoryProvenance-COMPUTED = Counted here
InventoryProvenance-CARRIED = From the cycle before
InventoryProvenance-STATED = Told by the department
InventoryProvenance-IMPORTED = From a file

InventoryDecisionBasis-MINUTES = Signed minutes of a meeting
InventoryDecisionBasis-VOTES = Votes in this system

InventoryDecisionOutcome-APPROVED = Approved
InventoryDecisionOutcome-RETURNED = Returned

InventoryVoteChoice-APPROVE = Carry it out
InventoryVoteChoice-RETURN = Return it
InventoryVoteChoice-ABSTAIN = Neither

InventoryFate-KEPT = Kept
InventoryFate-NEW = New
InventoryFate-GONE = Gone

InventoryFault-LINE = A line is not what was frozen, or the one before it is missing.
InventoryFault-END = The number of lines, or the last digest, is not what was frozen.
InventoryFault-PLAN = The plan, or a decision on it, is not what was decided.
InventoryFault-PREVIOUS = The results before are not those to which these were chained.

inventory-evidence = Supporting documents
inventory-no-evidence = No documents yet
inventory-attach = Attach a document
inventory-attach-file = Document
inventory-minutes-file = The signed minutes, scanned
inventory-file-hint = A PDF, an image or a Word file, at most 32 MB.
inventory-at-least = at least { $shown }

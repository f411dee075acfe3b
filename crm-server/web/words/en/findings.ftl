# What the rules of the inventory find.
findings = Findings
findings-text = What looks wrong in cards and figures. An error is mended, or waived with a reason, before an answer is accepted; the rest is worth a look.
findings-frozen = The cycle is closed: its items are judged by what was frozen, and nothing of the results changes.
findings-check = Look over the whole cycle
findings-checking = Looking over the cycle
findings-checked = Looked over as a whole on
findings-never = Not looked over as a whole yet; findings come with each answer.
findings-by-rule = Findings by rule
findings-one-by-one = One by one
findings-open = Standing
findings-waived = Waived
findings-none = Nothing is found.
finding-rule = Rule
finding-severity = Severity
finding-part = About
finding-message = What is wrong
finding-found = Found on
finding-standing = Standing
finding-waived = Waived
finding-waived-by = Waived by
finding-waived-reason = Reason for waiving
finding-waive = Waive
finding-waive-reason = Why it is no fault
finding-waive-hint = Kept in the record with your name. Who answered for the service does not waive what is found in it.

done-check-started = The cycle is being looked over.
done-finding-waived = Waived.

export-inventoryFindings = Findings

InventorySeverity-ERROR = Error
InventorySeverity-WARNING = Warning
InventorySeverity-SUGGESTION = Suggestion

InventoryRule-MISSING_LANGUAGE = Name missing in a language
InventoryRule-PERFORMANCE_OVER_100 = Performance over 100 %
InventoryRule-STANDARD_WITHOUT_VOLUME = Standard not measured
InventoryRule-STANDARD_VOLUME_ALONE = Standard measured, service not counted
InventoryRule-NO_VOLUME = Volume not known
InventoryRule-ONLINE_WITHOUT_CHANNEL = Online act without a channel
InventoryRule-CHANNEL_WITHOUT_ONLINE = Online channel without an online act
InventoryRule-EXTREME_VARIATION = Volume changed much
InventoryRule-SAME_VOLUME = Same volume four cycles running
InventoryRule-DUPLICATE_NAME = Name of another service
InventoryRule-DORMANT = Nobody asked for it
InventoryRule-GONE_BUT_ASKED = Said to be gone, and asked for
InventoryRule-OTHER_DEPARTMENT = Another department before
InventoryRule-NOT_REGISTERED = Not in the national register
InventoryRule-ENDED_REFERENCE = Department or site that is no more
InventoryRule-LAPSED_PROMISE = Delivery times run out
InventoryRule-LAPSED_FEE = Fees run out
InventoryRule-REVIEW_OVERDUE = Review of the card overdue
InventoryRule-AUDIENCE_CONTRADICTION = Audience contradicts itself
InventoryRule-VOLUME_BEFORE_LAUNCH = Volume before its launch
InventoryRule-COMPLETED_OVER_REQUESTS = More finished than asked for
InventoryRule-PARTS_OVER_WHOLE = Channels over the whole
InventoryRule-VOLUME_WITHOUT_CHANNEL = Volume over an unnamed channel

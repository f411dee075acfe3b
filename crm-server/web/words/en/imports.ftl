# Imports of services.
imports = Imports of services
imports-new = Import a sheet
imports-file = File
imports-started = Started
imports-holds-from = Holds from
imports-rows = Rows
imports-rejected = Rows left out
imports-state = State
imports-none = No sheet was imported yet
imports-none-hint = Download the template and fill it in, or upload your own sheet as it is.
imports-undone = Undone
imports-tried = Dry run
imports-done = Done
imports-unfinished = Not finished
imports-template-text = The template holds the present services, with lists to choose from. An empty cell changes nothing of a card.
imports-template = Download the template (XLSX)
imports-choose = The sheet
imports-choose-hint = XLSX, CSV or JSON. Headings may be in Arabic or English, in any order.
imports-upload = Upload
imports-columns = Match the columns
imports-columns-text = Choose for each field the heading of its column in your file.
imports-found = { $count ->
    [one] One row in the file:
   *[other] { $count } rows in the file:
}
imports-mapping = Saved mapping
imports-mapping-house = That of the template
imports-mapping-use = Use the mapping
imports-no-column = Not in the file
imports-draft = Save them as drafts for review rather than publish them
imports-draft-hint = Published services stay as they are until the drafts are published.
imports-try = Try without saving
imports-first-rows = The first rows
imports-dry-run = Dry run
imports-import = Import
imports-working = Importing
imports-undoing = Undoing
imports-cancel = Stop
imports-undone-on = This import was undone on
imports-undone-counts = { $withdrawn } withdrawn, { $restored } as they were before, { $kept } left alone because they were changed since.
imports-count-new = New services
imports-count-changed = Changed services
imports-count-unchanged = Unchanged services
imports-count-revived = Services that are drafts again
imports-count-rejected = Rows rejected
imports-count-duplicates = Rows repeated
imports-count-missing = Known services that the file does not name
imports-marked = Your file with the result of each row
imports-confirm-text = { $count ->
    [one] One service will be imported. Nothing was saved yet.
   *[other] { $count } services will be imported. Nothing was saved yet.
}
imports-confirm = Import now
imports-again = Upload a corrected file
imports-undo = Undo the import
imports-undo-title = Undo this whole import?
imports-undo-text = Services that the import made are withdrawn, other cards are as they were before. What was changed since stays as it is.
imports-report = What became of the rows
imports-all-rows = All rows
imports-remarked = Rows with remarks
imports-row = Row
imports-code = Code
imports-outcome = Result
imports-remarks = Remarks and how to fix them
imports-no-rows = No rows here
done-import-started = The import has started.
done-import-undo-started = Undoing has started.

JobState-QUEUED = Waiting
JobState-RUNNING = Running
JobState-DONE = Done
JobState-FAILED = Failed
JobState-CANCELLED = Stopped

ServiceImportRowOutcome-NEW = New
ServiceImportRowOutcome-CHANGED = Changed
ServiceImportRowOutcome-UNCHANGED = Unchanged
ServiceImportRowOutcome-REVIVED = Draft again
ServiceImportRowOutcome-ATTACHED = Attached
ServiceImportRowOutcome-DUPLICATE = Repeated
ServiceImportRowOutcome-ORPHANED = Without service
ServiceImportRowOutcome-REJECTED = Rejected

ServiceImportUndone-WITHDRAWN = Withdrawn
ServiceImportUndone-RESTORED = As before
ServiceImportUndone-CHANGED_SINCE = Changed since

ServiceImportField-CODE = Service code
ServiceImportField-NAME_AR = Name (Arabic)
ServiceImportField-NAME_EN = Name (English)
ServiceImportField-SUMMARY_AR = Summary (Arabic)
ServiceImportField-SUMMARY_EN = Summary (English)
ServiceImportField-OWNER = Owner department code
ServiceImportField-CATEGORY = Category
ServiceImportField-SCOPE = Scope
ServiceImportField-AUDIENCE = Audience
ServiceImportField-CHANNELS = Channels
ServiceImportField-PROMISE = Delivery time
ServiceImportField-PROMISE_UNIT = Unit of time
ServiceImportField-FEE = Fee
ServiceImportField-DOCUMENTS_AR = Required documents (Arabic)
ServiceImportField-STEPS_AR = Steps (Arabic)
ServiceImportField-COMPLAINT_AR = Complaint path (Arabic)

# Answers of the inventory by workbook.
workbooks = Answer by workbook
workbook = Workbook
workbook-dry-run = Dry run of a workbook
workbooks-awaiting = { $count ->
    [0] No service awaits your answer now.
    [one] One service awaits your answer.
   *[other] { $shown } services await your answer.
}
workbooks-not-going = Nothing is answered in this cycle now: it is not open yet, or is closed.
workbook-take = 1. Take the workbook
workbook-take-text = It holds your department's services and what was answered so far, with lists to choose from. Codes are locked, and what you do not change stays as it is.
workbook-give = A department's workbook
workbook-give-text = Choose a department and send it its workbook: it holds the services of the department and of those below, with what was answered so far. The department fills it in and brings it back here itself.
workbook-all-departments = All that you answer for
workbook-download = Download (XLSX)
workbook-send = 2. Send it back filled in
workbook-send-text = It is tried first without saving: you see what becomes of each row, then you confirm.
workbook-file = The workbook, filled in
workbook-file-hint = The file that you took here, or the one with results once it is mended. XLSX or CSV.
workbook-try = Upload and try
workbooks-sent = Workbooks that came back
workbooks-none = No workbook came back in this cycle.
workbook-working = Answering
workbook-count-answered = Answers
workbook-count-unchanged = Rows without a change
workbook-count-refused = Rows refused
workbook-confirm-text = { $count ->
    [one] One answer will be recorded. Nothing was saved yet.
   *[other] { $shown } answers will be recorded. Nothing was saved yet.
}
workbook-refused-text = Refused rows are not recorded: take your file with the results, mend them there and send it again.
workbook-nothing-answered = There is nothing to record in this file.
workbook-confirm = Record the answers
workbook-undo = Take the workbook back
workbook-undo-title = Take all answers of this workbook back?
workbook-undo-text = Each service that it answered says again what it said before. What changed since, or may not be answered any more, stays as it is.
workbook-undone-on = This workbook was taken back on
workbook-restored = { $count ->
    [one] One service says again what it said before.
   *[other] { $shown } services say again what they said before.
}
workbook-kept = { $count ->
    [one] One stays as it is, because it changed since.
   *[other] { $shown } stay as they are, because they changed since.
}
done-workbook-started = The answers are being recorded.
done-workbook-undo-started = Undoing has started.
done-workbook-nothing = There is nothing here to answer now.
done-workbook-too-many = These are more services than one workbook takes: choose a department.

InventoryWorkbookOutcome-ANSWERED = Answer
InventoryWorkbookOutcome-UNCHANGED = Without a change
InventoryWorkbookOutcome-REFUSED = Refused

InventoryWorkbookUndone-RESTORED = As before
InventoryWorkbookUndone-KEPT = Stays as it is

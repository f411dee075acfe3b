# Figures over contacts.
figures-from = From month
figures-to = To month
figures-department = Department with those below it
figures-hint = Months of the Gregorian calendar, such as 2026-01; at most ten years.
figures-none = No contacts in this time.
figures-total = { $count ->
    [one] One contact
   *[other] { $shown } contacts
}
figures-by-month = By month
figures-by-channel = By channel
figures-by-service = By service
figures-by-reason = By reason
figures-by-department = By department
figures-table = The numbers as a table
figures-contacts = Contacts
figures-share = Share
figures-sum = All
figures-no-service = No service named
figures-hidden-service = A service you may not see
figures-no-reason = No reason named

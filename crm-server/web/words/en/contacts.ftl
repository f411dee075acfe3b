# Contacts, follow-ups, beneficiaries: agents' pages.
desk-title = Desk
log-contact = Log a contact
contacts = Contacts
contacts-all = All contacts
contacts-recent = Recent contacts
contacts-none = No contacts here.
contact = Contact
contact-when = When
contact-channel = Channel
contact-direction = Who sought it
contact-about = About
contact-reason = Reason
contact-outcome = Outcome
contact-staff = Staff
contact-subject = Subject
contact-body = Details
contact-minutes = Minutes it took
contact-recorded = Recorded
contact-correction-note = Why corrected
contact-unlisted = not in the catalogue
contact-no-service = no service named
contact-undo = Undo
contact-undo-hint = Possible within five minutes of recording.
contact-was-CONTACT = Another entry takes the place of this one.
contact-was-CORRECTION = This entry was corrected.
contact-was-UNDO = This entry was taken back.
contact-redacted = Details are for the staff of the department concerned.
anonymous = anonymous
beneficiary = Beneficiary
beneficiaries = Beneficiaries
beneficiary-register = Register a beneficiary
beneficiary-save = Save
beneficiary-kind = Kind
beneficiary-birth = Birth date
beneficiary-sex = Sex
beneficiary-nationality = Nationality
beneficiary-channel = Preferred channel
beneficiary-needs = Accessibility needs
beneficiary-department = Registered by
beneficiary-identifier = Identifier
beneficiary-identifier-kind = Kind of identifier
beneficiary-number = Number
beneficiary-override = Why the number is taken in spite of its check digit
beneficiary-contact = Contact points
name = Name
name-ar = Name in Arabic
name-en = Name in English
phone = Phone
mobile = Mobile
department = Department
not-stated = Not stated
all = All
find = Find
apply = Apply
show = Show
from-day = From day
before-day = Before day
list-comma = ,
search = Search
search-everywhere = Identifier, phone, name or service
services = Services
log-who = Who is it?
log-caller = Mobile, identifier or name
log-caller-hint = Leave empty to log an anonymous contact.
log-anonymous = Nobody is named: the contact will be anonymous.
log-nobody = No beneficiary matches.
log-choose-person = { $count ->
    [one] One beneficiary matches: make sure, then choose.
   *[other] { $count } beneficiaries match: choose one.
}
log-more-people = There are more: complete the name, or use an identifier.
log-other-person = Choose another beneficiary
log-last-contacts = { $count ->
    [one] Last contact
   *[other] Last { $count } contacts
}
log-same-today = called today
log-spoke-with = Somebody else spoke with us
log-relationship = What they are to the beneficiary
log-what = What about?
log-service = Service
log-service-hint = Type a part of its name or its code.
log-no-service = The catalogue has no service of that name.
log-unlisted = Not in the catalogue; record it as it was said:
log-other-service = Choose another service
log-show-answer = Show the answer
log-answer = The answer to give
log-escalation = If that does not settle it:
log-masking = Identifiers typed here are masked when saved.
log-follow-up = Needs a follow-up
log-more = Time, duration, who sought it
log-when-hint = Leave empty for now. Example: 2026-11-25T14:30
log-save = Save contact
log-keys = Ctrl + Enter saves
log-another = Log another contact
follow-up = Follow-up
follow-ups = Follow-ups
follow-ups-mine = My follow-ups
follow-ups-all = All my follow-ups
follow-ups-unassigned = Unassigned
follow-ups-everybody = All open
follow-ups-done = Done
follow-ups-none = No follow-ups.
follow-up-due = Due
follow-up-overdue = overdue
follow-up-today = today
follow-up-note = What is to be done
follow-up-complete = Done
service-promise = Delivered within
service-fees = Fees
service-documents = Required documents
span-MINUTES = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
span-WORKING_HOURS = { $count ->
    [one] one working hour
   *[other] { $count } working hours
}
span-WORKING_DAYS = { $count ->
    [0] the same day
    [one] one working day
   *[other] { $count } working days
}
span-CALENDAR_DAYS = { $count ->
    [0] the same day
    [one] one day
   *[other] { $count } days
}
unmask = Show what is masked
unmask-purpose = Purpose
unmask-reason = Reason
unmask-hint = Your name, the reason and the time go into the access log.
unmask-logged = Shown; the access is logged in your name.
timeline = Timeline
timeline-empty = Nothing yet.
event-beneficiary-registered = Registered
event-beneficiary-changed = Record changed
event-interaction-logged = Contact
event-interaction = Contact
event-interaction-corrected = Contact corrected
event-interaction-undone = Contact taken back
event-follow-up-created = New follow-up
event-follow-up-completed = Follow-up done
event-follow-up-cancelled = Follow-up cancelled
event-follow-up-reassigned = Follow-up handed on
event-follow-up = Follow-up
done-logged = The contact is logged.
done-undone = Taken back.
done-completed = The follow-up is done.
done-registered = The beneficiary is registered.
Purpose-service_delivery = Serving the person
Purpose-complaint_handling = Handling a complaint
Purpose-data_quality = Mending data
Purpose-legal_obligation = Legal obligation
Purpose-oversight = Oversight

# The public catalogue.
public-home = Home
public-catalogue = Service catalogue
public-all-services = All services
public-welcome = Find the service you need
public-welcome-text = { $count ->
    [one] One service: who it is for, what you need, how long it takes and where to go.
   *[other] { $count } services: who they are for, what you need, how long they take and where to go.
}
public-search-label = Name of a service, or what you need it for
public-search-title = Search: { $words }
public-results = Services
public-categories = Services by subject
public-life-events = Services by life event
public-life-event-text = What you may need from us in this event.
public-recent = Recently updated
public-narrow = Narrow the list
public-category = Subject
public-nothing = No service matches.
public-nothing-hint = Try fewer or other words, or clear the filters.
public-and = {", "}
public-not-public = Only staff see this page: the service is not open to the public.

public-start = Start the service
public-in-short = In short
public-about = About the service
public-who = Who it is for
public-eligibility = Eligibility
public-age-from = From the age of { $n }
public-age-to = Up to the age of { $n }
public-documents = What you need
public-held-by = Held already by: { $body }
public-conditions = Conditions
public-steps = Steps
public-fees = Fees
public-pay-by = Ways to pay:
public-time = How long it takes
public-clock-stops = The time stops while:
public-where = Where and how
public-sites = { $count ->
    [one] One site
   *[other] { $count } sites
}
public-output = What you get
public-delivery = How you get it
public-area = Area served
public-owner = Responsible department
public-code = Service code
public-updated = Last updated
public-complaint = If something goes wrong
public-legal-basis = Legal basis
public-number = no.
public-clause = clause
public-related = Related services
public-online = What you can do online
public-online-account = Open an account
public-online-signIn = Sign in
public-online-application = Apply
public-online-decision = See the decision
public-online-delivery = Receive the result
public-online-feedback = Give feedback

# The frame of pages: navigation, sign-out, problems.
chrome-skip = Skip to the main content
chrome-navigation = Main navigation
chrome-foot = Further links
chrome-other-language = العربية
chrome-demo-title = Demo
chrome-demo = Demo: fictional services, people and contacts.
chrome-staff = Staff sign-in
chrome-public-pages = Service catalogue for the public
chrome-find-title = Search all records
chrome-find = Reference, phone, identifier, name or service
chrome-sign-out = Sign out
chrome-log-contact = Log a contact

area-desk = My desk
area-contacts = Contacts
area-follow-ups = Follow-ups
area-beneficiaries = Beneficiaries
area-services = Services
area-imports = Imports
area-figures = Figures
area-admin = Administration

problem-title = This did not work
problem-tell = Try again. If it happens again, give the request number below to whoever runs the system.
problem-code = Code
problem-request = Request number:
problem-missing-title = Page not found
problem-missing = There is nothing at this address. If you typed it, check it; or look for the service you need.

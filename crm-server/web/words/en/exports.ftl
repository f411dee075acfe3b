# Files that are taken along.
export-services = Services
export-interactions = Contacts
export-months = Contacts by month
export-channels = Contacts by channel
export-reasons = Contacts by reason
export-byDepartment = Contacts by department
figures-month = Month

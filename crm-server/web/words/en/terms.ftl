# What the schema's codes are called: NAME-OF-THE-ENUM, a dash, CODE.

Accessibility-STEP_FREE = Step-free entrance
Accessibility-PARKING = Reserved parking
Accessibility-TOILET = Accessible toilet
Accessibility-SIGN_LANGUAGE = Sign language
Accessibility-BRAILLE_OR_AUDIO = Braille or audio
Accessibility-PRIORITY_COUNTER = Counter for older people

AccessibilityNeed-WHEELCHAIR = Wheelchair
AccessibilityNeed-SIGN_LANGUAGE = Sign language
AccessibilityNeed-HARD_OF_HEARING = Hard of hearing
AccessibilityNeed-LOW_VISION = Low vision
AccessibilityNeed-PLAIN_LANGUAGE = Plain language and more time
AccessibilityNeed-HOME_VISIT = Home visit or companion

ActorKind-ANONYMOUS = Public
ActorKind-STAFF = Member of staff
ActorKind-INTEGRATION = Another department’s system
ActorKind-KIOSK = Kiosk
ActorKind-SYSTEM = The system

AssuranceLevel-DECLARED = As told
AssuranceLevel-DOCUMENT_SEEN = Document seen
AssuranceLevel-VERIFIED = Verified with the issuer

AuditBreak-ALTERED = Altered
AuditBreak-DETAIL_ALTERED = Detail altered
AuditBreak-REMOVED = Removed
AuditBreak-INSERTED = Inserted
AuditBreak-REORDERED = Reordered
AuditBreak-TRUNCATED = Truncated

AutomationLevel-MANUAL = On paper
AutomationLevel-PARTLY = Partly automated
AutomationLevel-FULLY = Fully automated

BeneficiaryKind-INDIVIDUAL = Person
BeneficiaryKind-ORGANISATION = Organisation
BeneficiaryKind-HOUSEHOLD = Household
BeneficiaryKind-GOVERNMENT_BODY = Government body

BeneficiaryOrder-RELEVANCE = Best match
BeneficiaryOrder-NAME_ASC = Name
BeneficiaryOrder-NAME_DESC = Name, backwards
BeneficiaryOrder-CREATED_AT_ASC = First registered
BeneficiaryOrder-CREATED_AT_DESC = Last registered

BeneficiaryStatus-ACTIVE = Active
BeneficiaryStatus-MERGED = Merged
BeneficiaryStatus-DECEASED = Deceased
BeneficiaryStatus-RESTRICTED = Restricted
BeneficiaryStatus-ANONYMISED = Anonymised

BirthPrecision-DAY = To the day
BirthPrecision-MONTH = To the month
BirthPrecision-YEAR = To the year

CalendarKind-GREGORIAN = Gregorian
CalendarKind-HIJRI = Hijri

ChangeKind-ADDED = Added
ChangeKind-REMOVED = Removed
ChangeKind-CHANGED = Changed

ChannelKind-COUNTER = Counter
ChannelKind-PORTAL = Portal
ChannelKind-EMAIL = E-mail
ChannelKind-PHONE = Phone
ChannelKind-SMS = Text message
ChannelKind-KIOSK = Kiosk
ChannelKind-APP = Mobile app
ChannelKind-POST = Post
ChannelKind-SOCIAL = Social media
ChannelKind-PARTNER = Partner
ChannelKind-FAX = Fax
ChannelKind-OTHER = Another channel

ClientKind-INDIVIDUALS = Individuals
ClientKind-BUSINESS = Businesses
ClientKind-GOVERNMENT = Government bodies

ClockStart-RECEIVED = from receipt of the application
ClockStart-COMPLETE = from the complete application
ClockStart-PAID = from payment of the fee
ClockStart-APPOINTMENT = from the start of the appointment

ClockStop-BENEFICIARY = Waiting for the beneficiary
ClockStop-OTHER_BODY = Waiting for another body
ClockStop-DOCUMENT = Waiting for a document
ClockStop-PAYMENT = Waiting for payment

ContactKind-MOBILE = Mobile phone
ContactKind-PHONE = Phone
ContactKind-EMAIL = E-mail
ContactKind-NATIONAL_ADDRESS = National address
ContactKind-SOCIAL = Social media account

ContactOwner-OWN = Own
ContactOwner-FAMILY = A relative’s
ContactOwner-EMPLOYER = The employer’s

ContactReasonRevisionState-DRAFT = Draft
ContactReasonRevisionState-APPROVED = Approved
ContactReasonRevisionState-REPLACED = Replaced

ContactReasonStatus-DRAFT = Draft
ContactReasonStatus-APPROVED = Approved
ContactReasonStatus-RETIRED = Retired

DeliveryMethod-ON_SITE = Handed over at a site
DeliveryMethod-ONLINE = Online
DeliveryMethod-MESSAGE = By e-mail or text message
DeliveryMethod-POST = By post or courier
DeliveryMethod-VISIT = At the beneficiary’s place

DepartmentKind-UNIT = Department
DepartmentKind-AGENCY = Agency
DepartmentKind-GOVERNORATE = Governorate
DepartmentKind-CENTRE = Centre

DocumentForm-ORIGINAL = Original
DocumentForm-COPY = Copy
DocumentForm-COPY_WITH_ORIGINAL = Copy, with the original to look at
DocumentForm-ELECTRONIC = File

FeesState-UNSTATED = Not stated
FeesState-FREE = Free of charge
FeesState-PRICED = With a fee

FollowUpState-OPEN = Open
FollowUpState-DONE = Done
FollowUpState-CANCELLED = Cancelled

IdentifierKind-NATIONAL_ID = National ID
IdentifierKind-RESIDENT_ID = Resident ID
IdentifierKind-BORDER_NUMBER = Border number
IdentifierKind-GCC_ID = GCC identity number
IdentifierKind-PASSPORT = Passport
IdentifierKind-COMMERCIAL_REGISTER = Commercial register
IdentifierKind-UNIFIED_NUMBER = Unified number
IdentifierKind-VAT = VAT number

IntegrationKind-NATIONAL_CHANNEL = National data-sharing channel
IntegrationKind-DIRECT = Direct
IntegrationKind-FILE = Files
IntegrationKind-MANUAL = By hand

IntegrationStatus-PLANNED = Planned
IntegrationStatus-IN_PROGRESS = In progress
IntegrationStatus-ACTIVE = Active
IntegrationStatus-STOPPED = Stopped

InteractionDirection-INBOUND = From the beneficiary
InteractionDirection-OUTBOUND = From the body

InteractionFigureBy-MONTH = Month
InteractionFigureBy-DEPARTMENT = Department
InteractionFigureBy-SERVICE = Service
InteractionFigureBy-REASON = Reason
InteractionFigureBy-CHANNEL = Channel
InteractionFigureBy-DIRECTION = Direction

InteractionKind-CONTACT = Contact
InteractionKind-CORRECTION = Correction
InteractionKind-UNDO = Taken back

InteractionOrder-OCCURRED_AT_DESC = Latest first
InteractionOrder-OCCURRED_AT_ASC = Earliest first
InteractionOrder-RECORDED_AT_DESC = Latest recorded first
InteractionOrder-RECORDED_AT_ASC = Earliest recorded first

InteractionOutcome-ANSWERED = Answered
InteractionOutcome-RESOLVED = Settled
InteractionOutcome-REFERRED = Referred
InteractionOutcome-FOLLOW_UP = To be followed up
InteractionOutcome-CASE_OPENED = Case opened
InteractionOutcome-AWAITING_BENEFICIARY = Waiting for the beneficiary
InteractionOutcome-NO_ANSWER = No answer
InteractionOutcome-WRONG_ADDRESS = Wrong number or address
InteractionOutcome-ABANDONED = Left before the end
InteractionOutcome-OTHER = Something else

MessageClass-SERVICE_NOTICE = Notice about a service
MessageClass-PUBLIC_AWARENESS = Public awareness
MessageClass-PROMOTIONAL = Promotion

OnlineAnswer-YES = Yes
OnlineAnswer-NO = No
OnlineAnswer-NOT_APPLICABLE = Not applicable
OnlineAnswer-NOT_KNOWN = Not known

OrganizationKind-MINISTRY = Ministry or authority
OrganizationKind-MUNICIPALITY = Municipality
OrganizationKind-PORT = Airport or port of entry
OrganizationKind-COMPANY = Company
OrganizationKind-NONPROFIT = Charity or society
OrganizationKind-OTHER = Another kind

PaymentChannel-SADAD = SADAD
PaymentChannel-CARD = Card
PaymentChannel-BANK_TRANSFER = Bank transfer
PaymentChannel-WALLET = Digital wallet
PaymentChannel-CASH = Cash
PaymentChannel-CHEQUE = Cheque
PaymentChannel-OTHER = Another way

Permission-CATALOGUE_READ = Read published services, departments, sites and categories
Permission-CATALOGUE_READ_ALL = Read services in every state, with revisions
Permission-CATALOGUE_EDIT = Edit cards of own departments and submit them for review
Permission-CATALOGUE_MANAGE = Publish, suspend, retire, edit every card, import
Permission-STRUCTURE_MANAGE = Keep departments, organizations, sites, categories and tags
Permission-STAFF_READ = See staff members
Permission-STAFF_MANAGE = Keep staff members, roles and tokens
Permission-BENEFICIARY_READ = Find and read beneficiaries, masked
Permission-BENEFICIARY_WRITE = Register beneficiaries and change their records
Permission-BENEFICIARY_UNMASK = See identifiers and contact points in clear, with a reason
Permission-BENEFICIARY_RESTRICTED = Reach restricted beneficiaries of every department
Permission-INTERACTION_WRITE = Log contacts and correct own ones
Permission-INTERACTION_READ = Read contacts
Permission-INTERACTION_READ_BODY = Read subject, body and notes of contacts of own departments
Permission-FIGURES_READ = Read figures over contacts
Permission-REASON_EDIT = Draft and revise contact reasons
Permission-REASON_APPROVE = Approve contact reasons
Permission-AUDIT_READ = Read the audit record
Permission-BULK_WRITE = Fill an installation in bulk
Permission-UPKEEP = Upkeep of the records

PreferredChannel-PHONE = A call
PreferredChannel-SMS = Text message
PreferredChannel-EMAIL = E-mail
PreferredChannel-APP = The app
PreferredChannel-PORTAL = The portal
PreferredChannel-POST = A letter
PreferredChannel-COUNTER = In person

ProcessClass-CORE = Core
ProcessClass-SUPPORT = Support
ProcessClass-MANAGEMENT = Management

ProcessImportance-LOW = Low
ProcessImportance-MEDIUM = Medium
ProcessImportance-HIGH = High
ProcessImportance-CRITICAL = Critical

Residency-CITIZEN = Citizens
Residency-RESIDENT = Residents
Residency-VISITOR = Visitors

RevisionState-DRAFT = Draft
RevisionState-IN_REVIEW = In review
RevisionState-PUBLISHED = Published
RevisionState-REJECTED = Given up
RevisionState-WITHDRAWN = Withdrawn

Role-ADMIN = Administrator
Role-CATALOGUE_MANAGER = Catalogue manager
Role-COMMITTEE_SECRETARY = Committee secretary
Role-COMMITTEE_MEMBER = Committee member
Role-DEPARTMENT_EDITOR = Department editor
Role-DEPARTMENT_HEAD = Department head
Role-VERIFIER = Verifier
Role-AGENT = Agent
Role-READER = Reader
Role-PRIVACY_OFFICER = Privacy officer
Role-AUDITOR = Auditor

ServiceKind-INFORMATIONAL = Informational
ServiceKind-PROCEDURAL = Procedural
ServiceKind-EXECUTIVE = Executive

ServiceOrder-RELEVANCE = Best match
ServiceOrder-NAME_ASC = Name
ServiceOrder-CODE_ASC = Code
ServiceOrder-UPDATED_AT_DESC = Last changed

ServiceRelationKind-REQUIRES = Requires first
ServiceRelationKind-RELATED = Related
ServiceRelationKind-REPLACES = Replaces

ServiceScope-INTERNAL = Internal
ServiceScope-EXTERNAL = Public
ServiceScope-SHARED = Shared

ServiceStatus-PROPOSED = Proposed
ServiceStatus-DRAFT = Draft
ServiceStatus-IN_REVIEW = In review
ServiceStatus-PUBLISHED = Published
ServiceStatus-SUSPENDED = Suspended
ServiceStatus-RETIRED = Retired
ServiceStatus-WITHDRAWN = Withdrawn

Sex-MALE = Male
Sex-FEMALE = Female

SiteHost-OWN = The body’s own
SiteHost-GOVERNORATE = Governorate
SiteHost-MUNICIPALITY = Municipality
SiteHost-AIRPORT = Airport
SiteHost-PORT_OF_ENTRY = Port of entry

SiteKind-OFFICE = Office
SiteKind-SERVICE_POINT = Service point
SiteKind-MOBILE = Mobile team

SpokenWithRelationship-ONESELF = The beneficiary, from another number
SpokenWithRelationship-CHILD = Son or daughter
SpokenWithRelationship-PARENT = Father or mother
SpokenWithRelationship-SPOUSE = Husband or wife
SpokenWithRelationship-RELATIVE = Another relative
SpokenWithRelationship-ATTORNEY = Attorney
SpokenWithRelationship-GUARDIAN = Guardian
SpokenWithRelationship-EMPLOYEE = Employee of the organisation
SpokenWithRelationship-OTHER = Somebody else

StandardKind-TIMELINESS = Timeliness
StandardKind-ACCESS = Access
StandardKind-ACCURACY = Accuracy
StandardKind-OTHER = Something else

StepActor-BENEFICIARY = The applicant
StepActor-STAFF = Staff of the body
StepActor-OTHER_BODY = Another body
StepActor-SYSTEM = The system, by itself

StepPlace-ON_SITE = At a site
StepPlace-ONLINE = Online
StepPlace-EITHER = At a site or online

TagKind-LIFE_EVENT = Life event
TagKind-KEYWORD = Keyword
TagKind-THEME = Theme
TagKind-SEGMENT = Segment

UserErrorCode-INVALID = Invalid
UserErrorCode-CONFLICT = Conflict
UserErrorCode-NOT_ALLOWED = Not allowed
UserErrorCode-AMBIGUOUS = Ambiguous
UserErrorCode-NOT_FOUND = Not found

VerifiedBy-CODE = By a code sent to it
VerifiedBy-DOCUMENT = By a document that was seen
VerifiedBy-REGISTER = By another body’s register

TimeUnit-MINUTES = Minutes
TimeUnit-WORKING_HOURS = Working hours
TimeUnit-WORKING_DAYS = Working days
TimeUnit-CALENDAR_DAYS = Calendar days

# Spans of time, by the unit.
span-MINUTES = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-WORKING_HOURS = { $count ->
    [one] { $count } working hour
   *[other] { $count } working hours
}
span-WORKING_DAYS = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
span-CALENDAR_DAYS = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
SignInMethod-PASSWORD = Password
SignInMethod-CODE = Password and one-time code
SignInMethod-LINK = Link of the demo
SignInMethod-PROVIDER = Sign-in provider
TokenKind-STAFF = Member of staff
TokenKind-INTEGRATION = System
TokenKind-KIOSK = Device
TokenScope-ACT_FOR_STAFF = Act for members of staff

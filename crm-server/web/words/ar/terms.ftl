# What the schema's codes are called: NAME-OF-THE-ENUM, a dash, CODE.

Accessibility-STEP_FREE = مدخل بلا درج
Accessibility-PARKING = مواقف مخصصة
Accessibility-TOILET = دورة مياه مهيأة
Accessibility-SIGN_LANGUAGE = لغة الإشارة
Accessibility-BRAILLE_OR_AUDIO = نصوص بطريقة برايل أو مسموعة
Accessibility-PRIORITY_COUNTER = نافذة لكبار السن

AccessibilityNeed-WHEELCHAIR = كرسي متحرك
AccessibilityNeed-SIGN_LANGUAGE = لغة الإشارة
AccessibilityNeed-HARD_OF_HEARING = ضعف السمع
AccessibilityNeed-LOW_VISION = ضعف البصر
AccessibilityNeed-PLAIN_LANGUAGE = لغة مبسطة ووقت إضافي
AccessibilityNeed-HOME_VISIT = زيارة منزلية أو مرافق

ActorKind-ANONYMOUS = زائر
ActorKind-STAFF = موظف
ActorKind-INTEGRATION = نظام جهة أخرى
ActorKind-KIOSK = جهاز خدمة ذاتية
ActorKind-SYSTEM = النظام

AssuranceLevel-DECLARED = بإفادة المستفيد
AssuranceLevel-DOCUMENT_SEEN = اطُّلع على الوثيقة
AssuranceLevel-VERIFIED = متحقق منه لدى جهة الإصدار

AuditBreak-ALTERED = عُدّل
AuditBreak-DETAIL_ALTERED = عُدّلت تفاصيله
AuditBreak-REMOVED = حُذف
AuditBreak-INSERTED = أُقحم
AuditBreak-REORDERED = غُيّر ترتيبه
AuditBreak-TRUNCATED = قُطع آخره

AutomationLevel-MANUAL = يدوية
AutomationLevel-PARTLY = مؤتمتة جزئيًا
AutomationLevel-FULLY = مؤتمتة بالكامل

BeneficiaryKind-INDIVIDUAL = فرد
BeneficiaryKind-ORGANISATION = منشأة
BeneficiaryKind-HOUSEHOLD = أسرة
BeneficiaryKind-GOVERNMENT_BODY = جهة حكومية

BeneficiaryOrder-RELEVANCE = الأقرب إلى البحث
BeneficiaryOrder-NAME_ASC = الاسم
BeneficiaryOrder-NAME_DESC = الاسم تنازليًا
BeneficiaryOrder-CREATED_AT_ASC = الأقدم تسجيلًا
BeneficiaryOrder-CREATED_AT_DESC = الأحدث تسجيلًا

BeneficiaryStatus-ACTIVE = نشط
BeneficiaryStatus-MERGED = مدمج في سجل آخر
BeneficiaryStatus-DECEASED = متوفى
BeneficiaryStatus-RESTRICTED = مقيد الاطلاع
BeneficiaryStatus-ANONYMISED = مجهّل الهوية

BirthPrecision-DAY = باليوم
BirthPrecision-MONTH = بالشهر
BirthPrecision-YEAR = بالسنة

CalendarKind-GREGORIAN = ميلادي
CalendarKind-HIJRI = هجري

ChangeKind-ADDED = أُضيف
ChangeKind-REMOVED = حُذف
ChangeKind-CHANGED = تغيّر

ChannelKind-COUNTER = حضوريًا
ChannelKind-PORTAL = البوابة الإلكترونية
ChannelKind-EMAIL = البريد الإلكتروني
ChannelKind-PHONE = الهاتف
ChannelKind-SMS = رسالة نصية
ChannelKind-KIOSK = جهاز الخدمة الذاتية
ChannelKind-APP = التطبيق
ChannelKind-POST = البريد
ChannelKind-SOCIAL = وسائل التواصل الاجتماعي
ChannelKind-PARTNER = جهة شريكة
ChannelKind-FAX = الفاكس
ChannelKind-OTHER = قناة أخرى

ClientKind-INDIVIDUALS = الأفراد
ClientKind-BUSINESS = قطاع الأعمال
ClientKind-GOVERNMENT = الجهات الحكومية

ClockStart-RECEIVED = من استلام الطلب
ClockStart-COMPLETE = من اكتمال الطلب
ClockStart-PAID = من سداد الرسوم
ClockStart-APPOINTMENT = من بدء الموعد

ClockStop-BENEFICIARY = انتظار المستفيد
ClockStop-OTHER_BODY = انتظار جهة أخرى
ClockStop-DOCUMENT = انتظار مستند
ClockStop-PAYMENT = انتظار السداد

ContactKind-MOBILE = جوال
ContactKind-PHONE = هاتف
ContactKind-EMAIL = بريد إلكتروني
ContactKind-NATIONAL_ADDRESS = العنوان الوطني
ContactKind-SOCIAL = حساب تواصل اجتماعي

ContactOwner-OWN = يخص المستفيد
ContactOwner-FAMILY = يخص أحد أفراد الأسرة
ContactOwner-EMPLOYER = يخص جهة العمل

ContactReasonRevisionState-DRAFT = مسودة
ContactReasonRevisionState-APPROVED = معتمد
ContactReasonRevisionState-REPLACED = حلّت محله مسودة أحدث

ContactReasonStatus-DRAFT = مسودة
ContactReasonStatus-APPROVED = معتمد
ContactReasonStatus-RETIRED = ملغى

DeliveryMethod-ON_SITE = تسليم في الموقع
DeliveryMethod-ONLINE = إلكترونيًا
DeliveryMethod-MESSAGE = بالبريد الإلكتروني أو برسالة نصية
DeliveryMethod-POST = بالبريد أو بشركة توصيل
DeliveryMethod-VISIT = في مكان المستفيد

DepartmentKind-UNIT = إدارة
DepartmentKind-AGENCY = وكالة
DepartmentKind-GOVERNORATE = محافظة
DepartmentKind-CENTRE = مركز

DocumentForm-ORIGINAL = الأصل
DocumentForm-COPY = صورة
DocumentForm-COPY_WITH_ORIGINAL = صورة مع الأصل للمطابقة
DocumentForm-ELECTRONIC = ملف إلكتروني

FeesState-UNSTATED = غير مذكورة
FeesState-FREE = مجانية
FeesState-PRICED = برسوم

FollowUpState-OPEN = مفتوحة
FollowUpState-DONE = منجزة
FollowUpState-CANCELLED = ملغاة

IdentifierKind-NATIONAL_ID = رقم الهوية الوطنية
IdentifierKind-RESIDENT_ID = رقم الإقامة
IdentifierKind-BORDER_NUMBER = رقم الحدود
IdentifierKind-GCC_ID = هوية خليجية
IdentifierKind-PASSPORT = جواز السفر
IdentifierKind-COMMERCIAL_REGISTER = السجل التجاري
IdentifierKind-UNIFIED_NUMBER = الرقم الموحد
IdentifierKind-VAT = الرقم الضريبي

IntegrationKind-NATIONAL_CHANNEL = قناة التكامل الوطنية
IntegrationKind-DIRECT = ربط مباشر
IntegrationKind-FILE = ملفات
IntegrationKind-MANUAL = يدوي

IntegrationStatus-PLANNED = مخطط له
IntegrationStatus-IN_PROGRESS = قيد التنفيذ
IntegrationStatus-ACTIVE = مفعّل
IntegrationStatus-STOPPED = متوقف

InteractionDirection-INBOUND = وارد من المستفيد
InteractionDirection-OUTBOUND = صادر من الجهة

InteractionFigureBy-MONTH = الشهر
InteractionFigureBy-DEPARTMENT = الإدارة
InteractionFigureBy-SERVICE = الخدمة
InteractionFigureBy-REASON = سبب التواصل
InteractionFigureBy-CHANNEL = القناة
InteractionFigureBy-DIRECTION = الاتجاه

InteractionKind-CONTACT = تواصل
InteractionKind-CORRECTION = تصحيح
InteractionKind-UNDO = تراجع

InteractionOrder-OCCURRED_AT_DESC = الأحدث حدوثًا
InteractionOrder-OCCURRED_AT_ASC = الأقدم حدوثًا
InteractionOrder-RECORDED_AT_DESC = الأحدث تسجيلًا
InteractionOrder-RECORDED_AT_ASC = الأقدم تسجيلًا

InteractionOutcome-ANSWERED = أُجيب عن السؤال
InteractionOutcome-RESOLVED = انتهى الموضوع
InteractionOutcome-REFERRED = أُحيل
InteractionOutcome-FOLLOW_UP = للمتابعة
InteractionOutcome-CASE_OPENED = فُتحت معاملة
InteractionOutcome-AWAITING_BENEFICIARY = بانتظار المستفيد
InteractionOutcome-NO_ANSWER = لم يُجب
InteractionOutcome-WRONG_ADDRESS = رقم أو عنوان غير صحيح
InteractionOutcome-ABANDONED = انقطع قبل الانتهاء
InteractionOutcome-OTHER = غير ذلك

MessageClass-SERVICE_NOTICE = إشعار عن خدمة
MessageClass-PUBLIC_AWARENESS = توعية عامة
MessageClass-PROMOTIONAL = ترويجية

OnlineAnswer-YES = نعم
OnlineAnswer-NO = لا
OnlineAnswer-NOT_APPLICABLE = لا ينطبق
OnlineAnswer-NOT_KNOWN = غير معروف

OrganizationKind-MINISTRY = وزارة أو هيئة
OrganizationKind-MUNICIPALITY = أمانة أو بلدية
OrganizationKind-PORT = مطار أو منفذ
OrganizationKind-COMPANY = شركة
OrganizationKind-NONPROFIT = جمعية
OrganizationKind-OTHER = غير ذلك

PaymentChannel-SADAD = سداد
PaymentChannel-CARD = بطاقة
PaymentChannel-BANK_TRANSFER = حوالة بنكية
PaymentChannel-WALLET = محفظة رقمية
PaymentChannel-CASH = نقدًا
PaymentChannel-CHEQUE = شيك
PaymentChannel-OTHER = طريقة أخرى

Permission-CATALOGUE_READ = الاطلاع على الخدمات المنشورة والإدارات والمواقع والتصنيفات
Permission-CATALOGUE_READ_ALL = الاطلاع على الخدمات في جميع حالاتها ونسخها
Permission-CATALOGUE_EDIT = تحرير بطاقات خدمات إدارته وإرسالها للتدقيق
Permission-CATALOGUE_MANAGE = نشر الخدمات وإيقافها وإلغاؤها وتحرير كل البطاقات والاستيراد
Permission-STRUCTURE_MANAGE = إدارة الإدارات والجهات والمواقع والتصنيفات والوسوم
Permission-STAFF_READ = الاطلاع على الموظفين
Permission-STAFF_MANAGE = إدارة الموظفين وأدوارهم ورموز الدخول
Permission-BENEFICIARY_READ = البحث عن المستفيدين والاطلاع عليهم ببيانات مخفية
Permission-BENEFICIARY_WRITE = تسجيل المستفيدين وتعديل سجلاتهم
Permission-BENEFICIARY_UNMASK = إظهار المعرّفات وبيانات التواصل مع ذكر السبب
Permission-BENEFICIARY_RESTRICTED = الوصول إلى المستفيدين مقيدي الاطلاع
Permission-INTERACTION_WRITE = تسجيل التواصل وتصحيح ما سجله
Permission-INTERACTION_READ = الاطلاع على سجل التواصل
Permission-INTERACTION_READ_BODY = الاطلاع على موضوع التواصل ونصه وملاحظاته في إدارته
Permission-FIGURES_READ = الاطلاع على الإحصاءات
Permission-REASON_EDIT = صياغة أسباب التواصل وتعديلها
Permission-REASON_APPROVE = اعتماد أسباب التواصل
Permission-AUDIT_READ = الاطلاع على سجل التدقيق
Permission-BULK_WRITE = الإدخال بالجملة
Permission-UPKEEP = صيانة السجلات

PreferredChannel-PHONE = اتصال هاتفي
PreferredChannel-SMS = رسالة نصية
PreferredChannel-EMAIL = البريد الإلكتروني
PreferredChannel-APP = التطبيق
PreferredChannel-PORTAL = البوابة الإلكترونية
PreferredChannel-POST = البريد
PreferredChannel-COUNTER = حضوريًا

ProcessClass-CORE = أساسية
ProcessClass-SUPPORT = مساندة
ProcessClass-MANAGEMENT = إدارية

ProcessImportance-LOW = منخفضة
ProcessImportance-MEDIUM = متوسطة
ProcessImportance-HIGH = عالية
ProcessImportance-CRITICAL = حرجة

Residency-CITIZEN = المواطنون
Residency-RESIDENT = المقيمون
Residency-VISITOR = الزائرون

RevisionState-DRAFT = مسودة
RevisionState-IN_REVIEW = قيد التدقيق
RevisionState-PUBLISHED = منشورة
RevisionState-REJECTED = متروكة
RevisionState-WITHDRAWN = مسحوبة

Role-ADMIN = مدير النظام
Role-CATALOGUE_MANAGER = مسؤول دليل الخدمات
Role-COMMITTEE_SECRETARY = أمين اللجنة
Role-COMMITTEE_MEMBER = عضو اللجنة
Role-DEPARTMENT_EDITOR = محرر الإدارة
Role-DEPARTMENT_HEAD = مدير الإدارة
Role-VERIFIER = متحقق من الحصر
Role-AGENT = موظف خدمة المستفيدين
Role-READER = مطّلع
Role-PRIVACY_OFFICER = مسؤول حماية البيانات الشخصية
Role-AUDITOR = مدقق

ServiceKind-INFORMATIONAL = معلوماتية
ServiceKind-PROCEDURAL = إجرائية
ServiceKind-EXECUTIVE = تنفيذية

ServiceOrder-RELEVANCE = الأقرب إلى البحث
ServiceOrder-NAME_ASC = الاسم
ServiceOrder-CODE_ASC = الرمز
ServiceOrder-UPDATED_AT_DESC = آخر تحديث

ServiceRelationKind-REQUIRES = تتطلب قبلها
ServiceRelationKind-RELATED = ذات صلة
ServiceRelationKind-REPLACES = تحل محل

ServiceScope-INTERNAL = داخلية
ServiceScope-EXTERNAL = خارجية
ServiceScope-SHARED = مشتركة

ServiceStatus-PROPOSED = مقترحة
ServiceStatus-DRAFT = مسودة
ServiceStatus-IN_REVIEW = قيد التدقيق
ServiceStatus-PUBLISHED = منشورة
ServiceStatus-SUSPENDED = موقوفة مؤقتًا
ServiceStatus-RETIRED = ملغاة
ServiceStatus-WITHDRAWN = مسحوبة

Sex-MALE = ذكر
Sex-FEMALE = أنثى

SiteHost-OWN = مبنى الجهة
SiteHost-GOVERNORATE = محافظة
SiteHost-MUNICIPALITY = أمانة
SiteHost-AIRPORT = مطار
SiteHost-PORT_OF_ENTRY = منفذ

SiteKind-OFFICE = مكتب
SiteKind-SERVICE_POINT = نقطة خدمة
SiteKind-MOBILE = فريق متنقل

SpokenWithRelationship-ONESELF = المستفيد نفسه من رقم آخر
SpokenWithRelationship-CHILD = ابن أو ابنة
SpokenWithRelationship-PARENT = أب أو أم
SpokenWithRelationship-SPOUSE = زوج أو زوجة
SpokenWithRelationship-RELATIVE = قريب آخر
SpokenWithRelationship-ATTORNEY = وكيل شرعي
SpokenWithRelationship-GUARDIAN = ولي أو وصي
SpokenWithRelationship-EMPLOYEE = موظف المنشأة
SpokenWithRelationship-OTHER = شخص آخر

StandardKind-TIMELINESS = السرعة
StandardKind-ACCESS = سهولة الوصول
StandardKind-ACCURACY = الدقة
StandardKind-OTHER = غير ذلك

StepActor-BENEFICIARY = مقدم الطلب
StepActor-STAFF = موظف الجهة
StepActor-OTHER_BODY = جهة أخرى
StepActor-SYSTEM = النظام آليًا

StepPlace-ON_SITE = في الموقع
StepPlace-ONLINE = إلكترونيًا
StepPlace-EITHER = حضوريًا أو إلكترونيًا

TagKind-LIFE_EVENT = حدث حياتي
TagKind-KEYWORD = كلمة مفتاحية
TagKind-THEME = موضوع
TagKind-SEGMENT = شريحة مستفيدين

UserErrorCode-INVALID = غير صحيح
UserErrorCode-CONFLICT = تعارض
UserErrorCode-NOT_ALLOWED = غير مسموح
UserErrorCode-AMBIGUOUS = غير محدد
UserErrorCode-NOT_FOUND = غير موجود

VerifiedBy-CODE = برمز أُرسل إليه
VerifiedBy-DOCUMENT = بوثيقة اطُّلع عليها
VerifiedBy-REGISTER = بسجل جهة أخرى

TimeUnit-MINUTES = دقائق
TimeUnit-WORKING_HOURS = ساعات عمل
TimeUnit-WORKING_DAYS = أيام عمل
TimeUnit-CALENDAR_DAYS = أيام تقويمية

# Spans of time, by the unit.
span-MINUTES = { $count ->
    [zero] فورًا
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
span-WORKING_HOURS = { $count ->
    [zero] فورًا
    [one] ساعة عمل واحدة
    [two] ساعتا عمل
    [few] { $count } ساعات عمل
    [many] { $count } ساعة عمل
   *[other] { $count } ساعة عمل
}
span-WORKING_DAYS = { $count ->
    [zero] في اليوم نفسه
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $count } أيام عمل
    [many] { $count } يوم عمل
   *[other] { $count } يوم عمل
}
span-CALENDAR_DAYS = { $count ->
    [zero] في اليوم نفسه
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
SignInMethod-PASSWORD = كلمة المرور
SignInMethod-CODE = كلمة المرور ورمز التحقق
SignInMethod-LINK = رابط النسخة التجريبية
SignInMethod-PROVIDER = جهة الدخول
TokenKind-STAFF = موظف
TokenKind-INTEGRATION = نظام
TokenKind-KIOSK = جهاز
TokenScope-ACT_FOR_STAFF = العمل نيابة عن الموظفين

# Contacts, follow-ups, beneficiaries: agents' pages.
desk-title = مكتبي
log-contact = تسجيل تواصل
contacts = سجل التواصل
contacts-all = كل سجل التواصل
contacts-recent = أحدث التواصل
contacts-none = لا يوجد تواصل مسجل هنا.
contact = تواصل
contact-when = الوقت
contact-channel = القناة
contact-direction = المبادر بالتواصل
contact-about = الموضوع
contact-reason = سبب التواصل
contact-outcome = النتيجة
contact-staff = الموظف
contact-subject = عنوان مختصر
contact-body = التفاصيل
contact-minutes = المدة بالدقائق
contact-recorded = وقت التسجيل
contact-correction-note = سبب التصحيح
contact-unlisted = غير مدرجة في الدليل
contact-no-service = دون خدمة محددة
contact-undo = تراجع عن التسجيل
contact-undo-hint = يمكن التراجع خلال خمس دقائق من التسجيل.
contact-was-CONTACT = حلّ محل هذا القيد قيد آخر.
contact-was-CORRECTION = صُحّح هذا القيد.
contact-was-UNDO = جرى التراجع عن هذا القيد.
contact-redacted = التفاصيل تظهر لموظفي الإدارة المعنية فقط.
anonymous = دون تحديد المستفيد
beneficiary = المستفيد
beneficiaries = المستفيدون
beneficiary-register = تسجيل مستفيد جديد
beneficiary-save = حفظ المستفيد
beneficiary-kind = النوع
beneficiary-birth = تاريخ الميلاد
beneficiary-sex = الجنس
beneficiary-nationality = الجنسية
beneficiary-channel = قناة التواصل المفضلة
beneficiary-needs = احتياجات تيسير الوصول
beneficiary-department = الإدارة المسجِّلة
beneficiary-identifier = الهوية
beneficiary-identifier-kind = نوع الهوية
beneficiary-number = الرقم
beneficiary-override = سبب قبول الرقم رغم أن رقم التحقق لا يطابق
beneficiary-contact = بيانات التواصل
beneficiary-contact-kind = نوع بيانات التواصل
beneficiary-contact-value = الرقم أو البريد
name = الاسم
phone = الهاتف
department = الإدارة
not-stated = غير محدد
all = الكل
find = بحث
apply = تطبيق
show = عرض
from-day = من يوم
before-day = قبل يوم
list-comma = ،
search = بحث
search-everywhere = رقم هوية أو جوال أو اسم أو خدمة
services = الخدمات
log-who = من المتصل؟
log-caller = الجوال أو رقم الهوية أو الاسم
log-caller-hint = اتركه فارغًا لتسجيل تواصل دون تحديد المستفيد.
log-anonymous = لم يُحدَّد مستفيد: يُسجَّل التواصل دون تحديد المستفيد.
log-nobody = لا يوجد مستفيد بهذه البيانات.
log-choose-person = { $count ->
    [zero] لا أحد مطابق.
    [one] مستفيد واحد مطابق: اختره بعد التأكد.
    [two] مستفيدان مطابقان: اختر أحدهما.
    [few] { $count } مستفيدين مطابقين: اختر أحدهم.
    [many] { $count } مستفيدًا مطابقًا: اختر أحدهم.
   *[other] { $count } مستفيد مطابق: اختر أحدهم.
}
log-more-people = هناك آخرون مطابقون: أكمل الاسم أو استخدم رقم الهوية.
log-other-person = تغيير المستفيد
log-last-contacts = { $count ->
    [zero] لا تواصل سابق
    [one] آخر تواصل
    [two] آخر تواصلين
    [few] آخر { $count } مرات تواصل
    [many] آخر { $count } مرة تواصل
   *[other] آخر { $count } مرة تواصل
}
log-same-today = تواصل اليوم
log-spoke-with = تحدث معنا شخص آخر
log-relationship = صلته بالمستفيد
log-what = بشأن ماذا؟
log-service = الخدمة
log-service-hint = اكتب جزءًا من اسم الخدمة أو رمزها.
log-no-service = لا توجد خدمة بهذا الاسم في الدليل.
log-unlisted = الخدمة غير موجودة في الدليل، سجّلها كما ذُكرت:
log-other-service = تغيير الخدمة
log-show-answer = عرض الإجابة
log-answer = الإجابة المعتمدة
log-escalation = إن لم تكفِ الإجابة:
log-masking = أرقام الهوية المكتوبة هنا تُحجب عند الحفظ.
log-follow-up = تحتاج إلى متابعة
log-more = الوقت والمدة والمبادر
log-when-hint = اتركه فارغًا إن كان الآن. مثال: 2026-11-25T14:30
log-save = حفظ التواصل
log-keys = Ctrl + Enter للحفظ
log-another = تسجيل تواصل آخر
follow-up = متابعة
follow-ups = المتابعات
follow-ups-mine = متابعاتي
follow-ups-all = كل متابعاتي
follow-ups-unassigned = غير مسندة
follow-ups-everybody = المفتوحة كلها
follow-ups-done = المنجزة
follow-ups-none = لا توجد متابعات.
follow-up-due = الموعد
follow-up-overdue = متأخرة
follow-up-today = اليوم
follow-up-note = المطلوب
follow-up-complete = تم
service-promise = مدة الإنجاز
service-fees = الرسوم
service-documents = المستندات المطلوبة
unmask = إظهار البيانات المحجوبة
unmask-purpose = الغرض
unmask-reason = السبب
unmask-hint = يُسجَّل اسمك والسبب والوقت في سجل الاطلاع.
unmask-logged = أُظهرت البيانات، وسُجِّل الاطلاع باسمك.
timeline = السجل الزمني
timeline-empty = لا يوجد شيء بعد.
event-beneficiary-registered = تسجيل المستفيد
event-beneficiary-changed = تعديل البيانات
event-interaction-logged = تواصل
event-interaction = تواصل
event-interaction-corrected = تصحيح تواصل
event-interaction-undone = تراجع عن تواصل
event-follow-up-created = متابعة جديدة
event-follow-up-completed = إنجاز متابعة
event-follow-up-cancelled = إلغاء متابعة
event-follow-up-reassigned = إسناد متابعة
event-follow-up = متابعة
done-logged = سُجِّل التواصل.
done-undone = تم التراجع.
done-completed = أُنجزت المتابعة.
done-registered = سُجِّل المستفيد.
Purpose-service_delivery = تقديم خدمة
Purpose-complaint_handling = معالجة شكوى
Purpose-data_quality = تصحيح بيانات
Purpose-legal_obligation = التزام نظامي
Purpose-oversight = رقابة

# التقارير عن دورة حصر مغلقة.
inventory-reports = تقارير الدورة
report-list-text = كلها من النتائج المجمّدة كما كانت عند إغلاق الدورة، ولا يغيّرها ما يُعدَّل في الدليل بعد ذلك.
report-not-closed = الدورة لم تُغلق بعد، والتقارير تُقرأ من النتائج المجمّدة.
report-services = حصر الخدمات
report-services-text = كل الخدمات القائمة: عدد المستفيدين والطلبات، وقنوات التقديم، وطريقة تسليم النتيجة، والتكامل مع الجهات.
report-automation = الخدمات غير المؤتمتة
report-automation-text = ما لم يُؤتمت بالكامل، ومستوى الأتمتة المخطط وموعده.
report-digital = الخدمات الرقمية للسجل الوطني
report-digital-text = الخدمات التي لها قناة إلكترونية أو خطوة إلكترونية أو المؤتمتة بالكامل، ببيانات بطاقة الخدمة الوطنية.
report-processes = حصر العمليات
report-processes-text = العمليات المرتبطة بكل خدمة: تصنيفها وأهميتها والإدارة التي تنفذها.
report-summary = الملخص التنفيذي
report-summary-text = صفحتان لصاحب القرار: ما حُصر، وكم منه معروف، وما يحتاج إلى قرار.
report-of = دورة الحصر
report-digest-text = من نتائج مجمّدة بصمتها (SHA-256):
report-verify-text = وللتأكد منها:
report-unsaid = لم يُذكر
report-more = بقية الخدمات في الصفحة التالية، وكلها في الملف.
report-none = لا خدمات في هذا التقرير.
report-count = { $count ->
    [zero] لا خدمات
    [one] خدمة واحدة
    [two] خدمتان
    [few] { $shown } خدمات
    [many] { $shown } خدمة
   *[other] { $shown } خدمة
}

# أعمدة
report-kind = النوع
report-scope = النطاق
report-automation-now = مستوى الأتمتة
report-planned = المستوى المخطط
report-planned-by = الموعد المخطط
report-planned-by-hijri = الموعد المخطط (هجري)
report-no-plan = لا موعد
report-late = فات الموعد
report-delivery = تسليم النتيجة
report-channels = قنوات التقديم
report-links = الروابط
report-integrations = التكامل مع
report-integration-kinds = وسيلة التكامل
report-integration-states = حالة التكامل
report-beneficiaries = المستفيدون
report-beneficiaries-from = مصدر عدد المستفيدين
report-requests = الطلبات
report-requests-from = مصدر عدد الطلبات
report-contacts = مرات التواصل
report-national-number = الرقم في السجل الوطني
report-name-ar = الاسم بالعربية
report-name-en = الاسم بالإنجليزية
report-audience = المستفيدون من الخدمة
report-residency = فئة الأفراد
report-online = الخطوات الإلكترونية
report-online-account = التسجيل
report-online-sign-in = الدخول
report-online-application = التقديم
report-online-decision = القرار
report-online-delivery = الاستلام
report-online-feedback = التقييم
report-time = مدة الإنجاز
report-fees-state = الرسوم
report-fees = مبلغ الرسوم
report-documents = المستندات المطلوبة
report-conditions = الشروط
report-needed = المستندات والشروط
report-process-code = رمز العملية
report-process-name = العملية
report-process-class = التصنيف
report-process-importance = الأهمية
report-process-owner = الإدارة المنفذة
report-service = الخدمة
report-used = عدد مرات الاستخدام

# الملخص
report-concerns = ما يحتاج إلى قرار
report-concern = ما يحتاج إلى قرار
report-no-concerns = لا شيء يحتاج إلى قرار.
report-attestation = مدى الإنجاز
report-share-accepted = أقرّت به الإدارات وقُبل
report-share-on-time = أُجيب في الموعد
report-share-first-pass = قُبل دون إعادة
report-of-answered = من { $all } أُجيب عنها
report-of-accepted = من { $all } مقبولة
report-of-number = من { $all }
report-since = ما تغيّر منذ الدورة السابقة
report-no-since = هذه أول دورة، فلا مقارنة.
report-outcomes = نتائج الإجابات
report-no-answer = بلا إجابة
report-not-stated = غير مذكور في البطاقة
report-told = حجم الاستخدام
report-told-total = المجموع المعروف
report-all-told = ذكرته الإدارات
report-all-counted = محسوب من مرات التواصل
report-all-from-file = من ملف
report-some-counted = خدمات ذُكر عددها: { $told }، وحُسب من مرات التواصل: { $counted }
report-told-known = خدمات عددها معروف
report-told-not-known = غير معروف
report-told-not-applicable = لا ينطبق
report-told-unsaid = لم يُذكر
report-told-partial = (خدمات عُرف بعض عددها: { $shown })
report-told-by-service = (من استفاد من خدمتين يُعدّ مرتين)
report-busiest = أكثر الخدمات استخدامًا
report-busiest-by = الأكثر استخدامًا حسب { $what }
report-busiest-none = لا يُعرف استخدام أي خدمة.
report-kinds = الخدمات حسب النوع
report-by-automation = الخدمات حسب مستوى الأتمتة
report-by-delivery = الخدمات حسب تسليم النتيجة
report-by-channel = الخدمات حسب القناة
report-missed = معايير لم تتحقق
report-missed-none = لا معيار قيس ولم يتحقق.
report-standard = المعيار
report-achieved = المتحقق
report-target = المستهدف
report-planned-year = أتمتة مخططة خلال سنة
report-planned-none = لا أتمتة مخططة خلال سنة من الإغلاق.
report-and-others = { $count ->
    [zero] {""}
    [one] وواحد غيرها
    [two] واثنان غيرها
    [few] و{ $count } غيرها
    [many] و{ $count } غيرها
   *[other] و{ $count } غيرها
}
report-departments = الإدارات، الأقل إنجازًا أولًا
report-other-departments = إدارات أخرى مثلها أو أكثر إنجازًا: { $count }
report-verified-share = نسبة ما أقرّت به وقُبل
report-findings = الملاحظات
report-findings-none = لا ملاحظات.
report-findings-open = مفتوحة
report-findings-waived = تجاوزها المتحقق بسبب

InventoryConcern-UNVERIFIED = لم يتحقق منها أحد
InventoryConcern-NOT_OURS = تقول إدارتها إن جهة أخرى تقدمها
InventoryConcern-GONE = لم تعد قائمة، وما زالت في الدليل
InventoryConcern-CARD_WRONG = بطاقتها تحتاج إلى تعديل
InventoryConcern-NO_PROMISE = لا تَعِد بمدة إنجاز
InventoryConcern-STANDARD_MISSED = لم تحقق معيارها
InventoryConcern-AUTOMATION_LATE = فات موعد أتمتتها
InventoryConcern-AUTOMATION_UNPLANNED = غير مؤتمتة ولا موعد لأتمتتها
InventoryConcern-REQUESTS_NOT_KNOWN = لا يُعرف عدد طلباتها

export-serviceInventory = حصر الخدمات
export-automationPlan = الخدمات غير المؤتمتة
export-digitalServices = الخدمات الرقمية
export-processInventory = حصر العمليات
export-concerns = ما يحتاج إلى قرار
export-departments = الإدارات
export-rows = أكثر الخدمات استخدامًا

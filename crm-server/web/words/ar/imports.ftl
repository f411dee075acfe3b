# Imports of services.
imports = استيراد الخدمات
imports-new = استيراد كشف
imports-file = الملف
imports-started = وقت البدء
imports-holds-from = تاريخ السريان
imports-rows = الصفوف
imports-rejected = صفوف لم تُستورد
imports-state = الحالة
imports-none = لم يُستورد أي كشف بعد
imports-none-hint = نزّل القالب واملأه، أو ارفع كشفك كما هو.
imports-undone = متراجع عنه
imports-tried = تجربة
imports-done = مكتمل
imports-unfinished = غير مكتمل
imports-template-text = يحتوي القالب على الخدمات الحالية بعناوين عربية وقوائم اختيار. الخلية الفارغة لا تغيّر شيئًا في البطاقة.
imports-template = تنزيل القالب (XLSX)
imports-choose = ملف الكشف
imports-choose-hint = XLSX أو CSV أو JSON. تُكتشف العناوين بالعربية أو الإنجليزية وبأي ترتيب.
imports-upload = رفع الملف
imports-columns = مطابقة الأعمدة
imports-columns-text = اختر لكل حقل عنوان عموده في ملفك.
imports-found = { $count ->
    [zero] لا توجد صفوف في الملف:
    [one] صف واحد في الملف:
    [two] صفان في الملف:
    [few] { $count } صفوف في الملف:
    [many] { $count } صفًا في الملف:
   *[other] { $count } صف في الملف:
}
imports-mapping = مطابقة محفوظة
imports-mapping-house = مطابقة القالب
imports-mapping-use = استخدام المطابقة
imports-no-column = لا يوجد في الملف
imports-draft = احفظها مسودات للتدقيق بدلًا من نشرها
imports-draft-hint = تبقى الخدمات المنشورة كما هي حتى تُنشر المسودات.
imports-try = تجربة دون حفظ
imports-first-rows = الصفوف الأولى
imports-dry-run = تجربة الاستيراد
imports-import = استيراد
imports-working = جارٍ الاستيراد
imports-undoing = جارٍ التراجع
imports-cancel = إيقاف
imports-undone-on = تُراجع عن هذا الاستيراد في
imports-undone-counts = سُحبت { $withdrawn }، وأُعيدت { $restored } إلى ما كانت عليه، وتُركت { $kept } لأنها عُدّلت بعد الاستيراد.
imports-count-new = خدمات جديدة
imports-count-changed = خدمات معدّلة
imports-count-unchanged = خدمات دون تغيير
imports-count-revived = خدمات أعيدت مسودات
imports-count-rejected = صفوف مرفوضة
imports-count-duplicates = صفوف مكررة
imports-count-missing = خدمات معروفة لا يذكرها الملف
imports-marked = ملفك مع نتيجة كل صف
imports-confirm-text = { $count ->
    [zero] لا توجد خدمات للاستيراد.
    [one] ستُستورد خدمة واحدة. لم يُحفظ شيء بعد.
    [two] ستُستورد خدمتان. لم يُحفظ شيء بعد.
    [few] ستُستورد { $count } خدمات. لم يُحفظ شيء بعد.
    [many] ستُستورد { $count } خدمة. لم يُحفظ شيء بعد.
   *[other] ستُستورد { $count } خدمة. لم يُحفظ شيء بعد.
}
imports-confirm = استيراد الآن
imports-again = رفع ملف مصحّح
imports-undo = التراجع عن الاستيراد
imports-undo-title = التراجع عن هذا الاستيراد كله؟
imports-undo-text = تُسحب الخدمات التي أنشأها الاستيراد، وتعود بطاقات غيرها إلى ما كانت عليه. ما عُدّل بعده يبقى كما هو.
imports-report = نتيجة الصفوف
imports-all-rows = كل الصفوف
imports-remarked = صفوف عليها ملاحظات
imports-row = الصف
imports-code = الرمز
imports-outcome = النتيجة
imports-remarks = الملاحظات وطريقة التصحيح
imports-no-rows = لا توجد صفوف هنا
done-import-started = بدأ الاستيراد.
done-import-undo-started = بدأ التراجع.

JobState-QUEUED = في الانتظار
JobState-RUNNING = قيد التنفيذ
JobState-DONE = منجز
JobState-FAILED = متعثر
JobState-CANCELLED = موقوف

ServiceImportRowOutcome-NEW = جديدة
ServiceImportRowOutcome-CHANGED = معدّلة
ServiceImportRowOutcome-UNCHANGED = دون تغيير
ServiceImportRowOutcome-REVIVED = أعيدت مسودة
ServiceImportRowOutcome-ATTACHED = أُلحق
ServiceImportRowOutcome-DUPLICATE = مكرر
ServiceImportRowOutcome-ORPHANED = دون خدمة
ServiceImportRowOutcome-REJECTED = مرفوض

ServiceImportUndone-WITHDRAWN = سُحبت
ServiceImportUndone-RESTORED = أعيدت
ServiceImportUndone-CHANGED_SINCE = عُدّلت بعد الاستيراد

ServiceImportField-CODE = رمز الخدمة
ServiceImportField-NAME_AR = اسم الخدمة
ServiceImportField-NAME_EN = اسم الخدمة بالإنجليزية
ServiceImportField-SUMMARY_AR = وصف مختصر
ServiceImportField-SUMMARY_EN = وصف مختصر بالإنجليزية
ServiceImportField-OWNER = رمز الإدارة المالكة
ServiceImportField-CATEGORY = التصنيف
ServiceImportField-SCOPE = نطاق الخدمة
ServiceImportField-AUDIENCE = المستفيدون
ServiceImportField-CHANNELS = قنوات التقديم
ServiceImportField-PROMISE = مدة الإنجاز
ServiceImportField-PROMISE_UNIT = وحدة المدة
ServiceImportField-FEE = الرسوم
ServiceImportField-DOCUMENTS_AR = المستندات المطلوبة
ServiceImportField-STEPS_AR = خطوات الخدمة
ServiceImportField-COMPLAINT_AR = مسار الشكوى

# The public catalogue.
public-home = الرئيسة
public-catalogue = دليل الخدمات
public-all-services = جميع الخدمات
public-welcome = ابحث عن الخدمة التي تحتاجها
public-welcome-text = { $count ->
    [zero] لا توجد خدمات منشورة بعد.
    [one] خدمة واحدة: لمن تُقدَّم، وما يلزم لها، وكم تستغرق، وأين تُقدَّم.
    [two] خدمتان: لمن تُقدَّمان، وما يلزم لهما، وكم تستغرقان، وأين تُقدَّمان.
    [few] { $count } خدمات: لمن تُقدَّم، وما يلزم لها، وكم تستغرق، وأين تُقدَّم.
    [many] { $count } خدمة: لمن تُقدَّم، وما يلزم لها، وكم تستغرق، وأين تُقدَّم.
   *[other] { $count } خدمة: لمن تُقدَّم، وما يلزم لها، وكم تستغرق، وأين تُقدَّم.
}
public-search-label = اسم الخدمة أو ما تحتاجه
public-search-title = بحث: { $words }
public-results = الخدمات
public-categories = الخدمات حسب الموضوع
public-life-events = الخدمات حسب الحدث الحياتي
public-life-event-text = ما قد تحتاجه منا في هذا الحدث.
public-recent = حُدِّثت مؤخرًا
public-narrow = تصفية القائمة
public-category = الموضوع
public-nothing = لا توجد خدمة مطابقة.
public-nothing-hint = جرّب كلمات أقل أو كلمات أخرى، أو امسح عوامل التصفية.
public-and = {"، "}
public-not-public = هذه الصفحة يراها الموظفون فقط: الخدمة غير متاحة للعموم.

public-start = ابدأ الخدمة
public-in-short = بإيجاز
public-about = عن الخدمة
public-who = الفئة المستفيدة
public-eligibility = شروط الاستحقاق
public-age-from = من عمر { $n }
public-age-to = حتى عمر { $n }
public-documents = المستندات المطلوبة
public-held-by = متوفر لدى: { $body }
public-conditions = الشروط
public-steps = خطوات الحصول على الخدمة
public-fees = الرسوم
public-pay-by = طرق السداد:
public-time = مدة الإنجاز
public-clock-stops = يتوقف احتساب المدة عند:
public-where = قنوات تقديم الخدمة
public-sites = { $count ->
    [zero] لا توجد مواقع
    [one] موقع واحد
    [two] موقعان
    [few] { $count } مواقع
    [many] { $count } موقعًا
   *[other] { $count } موقع
}
public-output = مخرج الخدمة
public-delivery = طريقة التسليم
public-area = النطاق الجغرافي
public-owner = الإدارة المسؤولة
public-code = رمز الخدمة
public-updated = آخر تحديث
public-complaint = الشكوى والتظلّم
public-legal-basis = السند النظامي
public-number = رقم
public-clause = المادة
public-related = خدمات ذات صلة
public-online = ما يمكن إنجازه إلكترونيًا
public-online-account = إنشاء حساب
public-online-signIn = تسجيل الدخول
public-online-application = تقديم الطلب
public-online-decision = الاطلاع على القرار
public-online-delivery = استلام المخرج
public-online-feedback = إبداء الرأي

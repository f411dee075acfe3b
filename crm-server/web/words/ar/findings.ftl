# ملاحظات الحصر
findings = الملاحظات
findings-text = ما يبدو خطأً في البطاقات والأرقام. يُصحَّح الخطأ، أو يُتجاوز بسبب، قبل قبول الإجابة، وما عداه جدير بنظرة.
findings-frozen = الدورة مغلقة: يُنظر في خدماتها كما جُمّدت، ولا يتغير شيء من نتائجها.
findings-check = فحص الدورة كلها
findings-checking = يجري فحص الدورة
findings-checked = فُحصت كلها في
findings-never = لم تُفحص كلها بعد، وتُراجع الملاحظات مع كل إجابة.
findings-by-rule = الملاحظات حسب القاعدة
findings-one-by-one = واحدة واحدة
findings-open = قائمة
findings-waived = متجاوَز عنها
findings-none = لا ملاحظات.
finding-rule = القاعدة
finding-severity = الدرجة
finding-part = موضع الملاحظة
finding-message = الملاحظة
finding-found = تاريخ الملاحظة
finding-standing = قائمة
finding-waived = متجاوَز عنها
finding-waived-by = من تجاوزها
finding-waived-reason = سبب التجاوز
finding-waive = تجاوز الملاحظة
finding-waive-reason = لماذا لا تُعد خطأ
finding-waive-hint = يُحفظ السبب في السجل باسمك. ومن أجاب عن الخدمة لا يتجاوز ما لوحظ عليها.

done-check-started = يجري فحص الدورة.
done-finding-waived = تم تجاوز الملاحظة.

export-inventoryFindings = الملاحظات

InventorySeverity-ERROR = خطأ
InventorySeverity-WARNING = تنبيه
InventorySeverity-SUGGESTION = اقتراح

InventoryRule-MISSING_LANGUAGE = الاسم ناقص في لغة
InventoryRule-PERFORMANCE_OVER_100 = إنجاز فوق 100٪
InventoryRule-STANDARD_WITHOUT_VOLUME = معيار لم يُقس عليه
InventoryRule-STANDARD_VOLUME_ALONE = للمعيار عدد وليس للخدمة عدد
InventoryRule-NO_VOLUME = عدد الطلبات غير معروف
InventoryRule-ONLINE_WITHOUT_CHANNEL = خطوة إلكترونية بلا قناة
InventoryRule-CHANNEL_WITHOUT_ONLINE = قناة إلكترونية بلا خطوة إلكترونية
InventoryRule-EXTREME_VARIATION = تغيّر كبير في العدد
InventoryRule-SAME_VOLUME = العدد نفسه في أربع دورات
InventoryRule-DUPLICATE_NAME = اسم خدمة أخرى
InventoryRule-DORMANT = لم يطلبها أحد
InventoryRule-GONE_BUT_ASKED = قيل إنها انتهت وما زالت تُطلب
InventoryRule-OTHER_DEPARTMENT = كانت لإدارة أخرى
InventoryRule-NOT_REGISTERED = ليست في السجل الوطني
InventoryRule-ENDED_REFERENCE = جهة أو موقع لم يعد قائمًا
InventoryRule-LAPSED_PROMISE = مدد إنجاز منتهية
InventoryRule-LAPSED_FEE = رسوم منتهية
InventoryRule-REVIEW_OVERDUE = فات موعد مراجعة البطاقة
InventoryRule-AUDIENCE_CONTRADICTION = تناقض في الفئات المستهدفة
InventoryRule-VOLUME_BEFORE_LAUNCH = طلبات قبل الإطلاق
InventoryRule-COMPLETED_OVER_REQUESTS = المنجز أكثر من المطلوب
InventoryRule-PARTS_OVER_WHOLE = القنوات أكثر من المجموع
InventoryRule-VOLUME_WITHOUT_CHANNEL = طلبات على قناة غير مذكورة

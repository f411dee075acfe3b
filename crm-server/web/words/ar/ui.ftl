# Components: fields, lists, tables.
ui-error = خطأ:
ui-file-kept = استُلم الملف، ولا حاجة إلى اختياره ثانية.
ui-errors-title = توجد مشكلة
ui-optional = اختياري
ui-choose = اختر
ui-search = بحث
ui-save = حفظ
ui-cancel = إلغاء
ui-change = تعديل
ui-close = إغلاق
ui-print = طباعة الصفحة
ui-filter = عرض
ui-clear-filters = مسح عوامل التصفية
ui-in-ar = بالعربية
ui-in-en = بالإنجليزية
ui-date-hint = بالميلادي أو الهجري، مثل {"\u2066"}2026-11-25{"\u2069"} أو {"\u2066"}1448-06-15{"\u2069"}
ui-currency-SAR = ريال سعودي
ui-all = الكل
ui-nothing = لا شيء
ui-actions = إجراءات
ui-pages = صفحات القائمة
ui-previous = السابق
ui-next = التالي
ui-breadcrumb = مسار التنقل
ui-before = قبل
ui-after = بعد
ui-results = { $count ->
    [zero] لا توجد نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
done-already = تم هذا من قبل بضغطتك الأولى.

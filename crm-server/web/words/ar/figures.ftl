# Figures over contacts.
figures-from = من شهر
figures-to = إلى شهر
figures-department = الإدارة وما يتبعها
figures-hint = بالأشهر الميلادية، مثل {"\u2066"}2026-01{"\u2069"}، لعشر سنوات كحد أقصى.
figures-none = لا يوجد تواصل مسجل في هذه المدة.
figures-total = { $count ->
    [zero] لا يوجد تواصل مسجل
    [one] تواصل واحد
    [two] مرتا تواصل
    [few] { $shown } مرات تواصل
    [many] { $shown } مرة تواصل
   *[other] { $shown } مرة تواصل
}
figures-by-month = حسب الشهر
figures-by-channel = حسب القناة
figures-by-service = حسب الخدمة
figures-by-reason = حسب سبب التواصل
figures-by-department = حسب الإدارة
figures-table = الأرقام في جدول
figures-contacts = عدد مرات التواصل
figures-share = النسبة
figures-sum = المجموع
figures-no-service = دون خدمة محددة
figures-hidden-service = خدمة لا يحق لك الاطلاع عليها
figures-no-reason = دون سبب محدد

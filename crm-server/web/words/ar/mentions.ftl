# ما ذُكر من خدمات ليست في الدليل
mentions = خدمات ليست في الدليل
mentions-text = ما كتبه الموظفون حين كان التواصل عن خدمة لم يجدوها. بيّن ما هي كل واحدة: تتبعها الأرقام، وما يأتي من تواصل يُحسب مثلها.
mentions-open = تنتظر
mentions-views = حسب القرار
mentions-search = البحث فيما ذُكر
mentions-none = لا شيء هنا.
mentions-waiting = { $count ->
    [zero] لا شيء
    [one] واحدة
    [two] اثنتان
    [few] { $shown } خدمات
    [many] { $shown } خدمة
   *[other] { $shown } خدمة
}
mentions-count = { $count ->
    [zero] لا شيء
    [one] واحدة
    [two] اثنتان
    [few] { $shown } خدمات
    [many] { $shown } خدمة
   *[other] { $shown } خدمة
}
mention = كما ذُكرت
mention-contacts = مرات التواصل
mention-first = أول مرة
mention-last = آخر مرة
mention-where = أين
mention-channels = القنوات
mention-decision = القرار
mention-decided-by = صاحب القرار
mention-reason = السبب
mention-link = ربط بخدمة
mention-link-text = هي خدمة في الدليل باسم آخر.
mention-find = البحث عن الخدمة
mention-services = الخدمات الموجودة
mention-nothing-found = لم توجد خدمة.
mention-propose = اقتراح خدمة جديدة
mention-propose-text = ليست في الدليل: تُنشأ مسودة بطاقة لها تكملها الإدارة المالكة.
mention-dismiss = استبعاد
mention-dismiss-text = ليست من خدماتنا.
mention-reopen = إعادة النظر
mention-reopen-text = يُلغى القرار، ولا يُحسب هذا التواصل لأي خدمة حتى يصدر قرار جديد.

done-mention-settled = صدر القرار، وتتبعه الأرقام.
done-mention-reopened = أُلغي القرار.

export-unlistedMentions = خدمات ليست في الدليل

MentionDecision-LINKED = مرتبطة بخدمة
MentionDecision-PROPOSED = اقتُرحت لها خدمة
MentionDecision-DISMISSED = مستبعدة

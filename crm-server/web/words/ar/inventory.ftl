# حصر الخدمات: الخطط والدورات والبنود والنتائج.
area-inventory = حصر الخدمات
inventory-needed = المطلوب منك
inventory-plan-to-decide = تنتظر قرار اللجنة
inventory-plan-to-enforce = معتمدة، تنتظر النفاذ
inventory-nothing-needed = لا شيء مطلوب منك في الحصر الآن.
inventory-services = { $count ->
    [zero] لا خدمات
    [one] خدمة واحدة
    [two] خدمتان
    [few] { $shown } خدمات
    [many] { $shown } خدمة
   *[other] { $shown } خدمة
}
inventory-cycle = دورة الحصر
inventory-cycles = دورات الحصر
inventory-no-cycles = لا توجد دورة حصر بعد
inventory-no-cycles-hint = تُجدول الدورة من صفحة خطة حصر نافذة.
inventory-plan = خطة الحصر
inventory-plans = خطط الحصر
inventory-no-plans = لا توجد خطة حصر بعد.
inventory-plan-new = إعداد خطة حصر
inventory-plan-revise = تعديل الخطة
inventory-next-version = النسخة المعتمدة لا تتغير: ما تكتبه يصبح النسخة { $n } ويُعرض على اللجنة.
inventory-all-items = الخدمات المشمولة
inventory-code = رمز الخطة

# نص الخطة
inventory-plan-says = نص الخطة
inventory-title = العنوان
inventory-definition = ما الذي يُعد خدمة واحدة
inventory-definition-hint = به تفرّق الإدارات بين الخدمة وخطواتها وقنواتها.
inventory-scope = النطاق
inventory-scope-hint = اتركه فارغًا ليشمل الحصر كل الخدمات.
inventory-scope-all = كل الخدمات
inventory-scope-departments = الإدارات وما يتبعها
inventory-scope-kinds = أنواع الخدمات
inventory-period = المدة والمواعيد
inventory-from = من يوم
inventory-to = إلى يوم
inventory-recurs = التكرار
inventory-every-months = تُفتح من جديد بعد عدد من الأشهر
inventory-every-months-hint = إن تُرك فارغًا تُفتح الدورات يدويًا.
inventory-every = { $count ->
    [zero] كل شهر
    [one] كل شهر
    [two] كل شهرين
    [few] كل { $count } أشهر
    [many] كل { $count } شهرًا
   *[other] كل { $count } شهر
}
inventory-by-hand = تُفتح يدويًا
inventory-on-dates = تُفتح في أيام محددة
inventory-day-number = اليوم { $n }
inventory-answer-days = أيام الإجابة
inventory-verify-days = أيام التحقق
inventory-stages = المراحل
inventory-stages-hint = الفتح والإجابة والتحقق والإغلاق مراحل ثابتة، وكل مرحلة إضافية تأخذ من وقت الإدارات.
inventory-stages-base = الفتح والإجابة والتحقق والإغلاق
inventory-head-approval = يعتمد مدير الإدارة إجاباتها
inventory-second-round = يجوز الرد على المُعاد حتى نهاية التحقق
inventory-auto-attestation = إقرار آلي بما أيده التواصل ولم يعارضه شيء
inventory-auto-attestation-hint = يُعرض مستقلًا في كل مكان، فلم تقرّ به إدارة.
inventory-second-review = نسبة ما يتحقق منه شخص ثانٍ (من مئة)
inventory-questions = أسئلة إضافية
inventory-questions-hint = تُسأل مع سؤالي وجود الخدمة وصحة بطاقتها. السؤال الفارغ لا يُحسب، واحفظ لإضافة غيره.
inventory-question = السؤال
inventory-question-number = السؤال { $n }
inventory-question-code = رمز السؤال { $n }
inventory-question-needed = الإجابة
inventory-question-required = إجابته لازمة
inventory-decision = قرار اللجنة
inventory-decided-by = طريقة القرار
inventory-quorum = النصاب من الأعضاء المصوّتين
inventory-quorum-hint = عند القرار بالتصويت فقط.

# إجراءات الخطة
inventory-version = النسخة { $n }
inventory-versions = النسخ
inventory-number = الرقم
inventory-author = أعدّها
inventory-written = تاريخ الإعداد
inventory-submit = عرض على اللجنة
inventory-enforce = إنفاذ الخطة
inventory-record-decision = تسجيل قرار اللجنة
inventory-decided = قررت اللجنة
inventory-minutes = المحضر
inventory-minutes-number = رقم المحضر
inventory-minutes-day = تاريخ المحضر
inventory-present = الأعضاء الحاضرون
inventory-present-hint = اسم في كل سطر، والسطر الفارغ لا يُحسب.
inventory-member-number = العضو { $n }
inventory-decision-note-hint = السبب أو الشرط، ويلزم عند إعادة الخطة.
inventory-vote = التصويت
inventory-votes = الأصوات
inventory-my-vote = صوتي
inventory-vote-note-hint = تلزم عند التصويت بالإعادة.
inventory-count = فرز الأصوات
inventory-count-text = الفرز ينهي التصويت: تُعتمد الخطة أو تُعاد.
inventory-decisions = القرارات
inventory-tally = مع: { $for }، للإعادة: { $against }، امتنع: { $neither }
inventory-digest = البصمة (SHA-256)
inventory-schedule = جدولة دورة حصر
inventory-cycle-code = رمز الدورة
inventory-other-days = مواعيد غير مواعيد الخطة
inventory-other-days-hint = إن تُركت فارغة كانت كما في الخطة، والأرقام عن الأشهر الاثني عشر السابقة.

# الدورة
inventory-opens = تُفتح في
inventory-answers-due = آخر يوم للإجابة
inventory-verification-due = آخر يوم للتحقق
inventory-window = الأرقام عن المدة
inventory-window-from = الأرقام من يوم
inventory-window-to = الأرقام إلى يوم
inventory-days = المواعيد
inventory-closed-at = أُغلقت في
inventory-published-at = نُشرت في
inventory-seed = بذرة العينة
inventory-open = فتح الدورة
inventory-halted = توقف العمل قبل أن يكتمل؛ ما أُنجز باقٍ، ويمكن استئنافه.
inventory-call-off = إلغاء الدورة
inventory-call-off-text = الدورة الملغاة لا يمكن فتحها.
inventory-begin-verification = إنهاء مدة الإجابة
inventory-begin-verification-text = لا تستطيع الإدارات الإجابة بعد ذلك، ويُتحقق مما أجابت به.
inventory-close = إغلاق الدورة
inventory-close-text = تُجمّد النتائج كما هي، ويبقى ما لم يُتحقق منه غير متحقق منه، ولا يتغير شيء بعد ذلك.
inventory-close-open = من { $all } خدمة تبقى { $shown } غير متحقق منها: { $waiting } تنتظر إجابة إداراتها، و{ $review } تنتظر التحقق.
inventory-close-none = لا تبقى خدمة غير متحقق منها.
inventory-close-due-answers = آخر يوم للإجابة:
inventory-close-due-verification = آخر يوم للتحقق:
inventory-publish = نشر النتائج
inventory-publish-text = يستطيع الجميع قراءتها بعد النشر.
inventory-extend = تمديد المدة لإدارة
inventory-new-due = آخر يوم جديد
inventory-items = الخدمات المشمولة
inventory-results = نتائج الحصر
inventory-since = التغيرات منذ
inventory-public-page = الصفحة العامة
inventory-coverage = الإنجاز حسب الإدارة
inventory-progress = الإنجاز
inventory-in-scope = المشمولة
inventory-waiting = تنتظر الإجابة
inventory-in-review = قيد التحقق
inventory-accepted = مقبولة
inventory-by-contacts = بإقرار آلي
inventory-by-file = من ملف حصر سابق
inventory-unverified = غير متحقق منها
inventory-exempt = معفاة
inventory-answered = أُجيب عنها
inventory-on-time = أُجيب في الموعد
inventory-first-pass = قُبلت دون إعادة
inventory-completeness = اكتمال البطاقات
inventory-check = هل هذه هي النتائج المجمّدة؟
inventory-check-text = تُحسب بصمة كل سطر من جديد وتُقارن بما جُمّد.
inventory-check-now = التحقق من النتائج
inventory-check-right = { $count ->
    [zero] لا أسطر، وهذا يطابق ما جُمّد.
    [one] السطر الوحيد يطابق ما جُمّد.
    [two] السطران يطابقان ما جُمّد.
    [few] الأسطر الـ{ $shown } كلها تطابق ما جُمّد.
    [many] الأسطر الـ{ $shown } كلها تطابق ما جُمّد.
   *[other] الأسطر الـ{ $shown } كلها تطابق ما جُمّد.
}
inventory-compare = مقارنة بدورة أخرى

# البنود
inventory-views = طرق العرض
inventory-outcome = المآل
inventory-attested-by = أقرّ به
inventory-due = الموعد
inventory-answered-on = تاريخ الإجابة
inventory-asked-for = مرات التواصل
inventory-tick = اختيار
inventory-no-items = لا خدمات مطابقة.
inventory-many-answer = ضع علامة على الخدمات القائمة التابعة لكم وبطاقتها صحيحة، وافتح غيرها للإجابة عنها واحدة واحدة.
inventory-many-endorse = ضع علامة على الإجابات التي تعتمدها بصفتك مدير الإدارة.
inventory-many-accept = ضع علامة على الإجابات التي تراها صحيحة، أو أعدها مع ذكر السبب.
inventory-none-ticked = لم تختر أي خدمة: ضع علامة على واحدة أو أكثر.
inventory-ticked-answer = تأكيد المختارة
inventory-ticked-endorse = اعتماد المختارة
inventory-ticked-accept = قبول المختارة
inventory-ticked-return = إعادة المختارة
inventory-return-hint = يلزم عند الإعادة.
inventory-not-before = لم تكن في الدورة السابقة
inventory-sampled = ضمن عينة التحقق الثاني
inventory-whole-card = البطاقة كاملة
inventory-figure = الرقم
inventory-figures = الأرقام
inventory-by-part = حسب القناة والمعيار
inventory-no-figures = لا أرقام عن هذه المدة.
inventory-figure-number = الرقم { $n }
inventory-figure-channel = القناة
inventory-figure-whole = كل القنوات
inventory-figure-standard = أو معيار الخدمة
inventory-figure-state = هل هو معروف؟
inventory-amount = القيمة
inventory-answer = الإجابة المسجلة
inventory-answering = أجب عن الخدمة
inventory-answer-anew = أجب من جديد
inventory-answered-by = أجاب
inventory-endorsed-by = اعتمد
inventory-verified-by = تحقق
inventory-reviewed-by = تحقق ثانيةً
inventory-ask-existence = هل الخدمة قائمة وتابعة لكم؟
inventory-ask-card = هل بطاقتها صحيحة؟
inventory-ask-card-hint = يُسأل عما يتبعكم فقط.
inventory-card-right = نعم، كلها
inventory-card-wrong = لا، تحتاج إلى تعديل
inventory-card-not-asked = الخدمة ليست لنا فلا يُسأل هذا
inventory-note-hint = تلزم إذا لم تعد الخدمة تابعة لكم، أو كانت البطاقة غير صحيحة ولم يبدأ أحد تعديلها.
inventory-successors = الخدمات التي صارت إليها
inventory-successors-hint = عند التقسيم أو الدمج فقط.
inventory-offered-figures = أرقام معروفة
inventory-offered-figures-hint = علّم ما يصحّ لهذه الفترة أيضًا فيُذكر كما هو، وما يختلف فاكتبه أدناه.
inventory-state-figures = أرقام تعرفونها
inventory-state-figures-hint = تُعرض بجانب الأرقام المحسوبة هنا، والصف الفارغ لا يُحسب. يُكتب الرضا من 5 مثل 4.5، ومدة الإنجاز بالدقائق. لكل قناة أو معيار خدمة صف خاص به.
inventory-send-answer = إرسال الإجابة
inventory-endorse = اعتماد مدير الإدارة
inventory-accept = قبول الإجابة
inventory-do-return = إعادة
inventory-do-exempt = إعفاء
inventory-do-reopen = السؤال من جديد

# النتائج ومقارنتها
inventory-owner-code = الإدارة (الرمز)
inventory-frozen = { $count ->
    [zero] لا خدمات، جُمّدت في
    [one] خدمة واحدة، جُمّدت في
    [two] خدمتان، جُمّدتا في
    [few] { $shown } خدمات، جُمّدت في
    [many] { $shown } خدمة، جُمّدت في
   *[other] { $shown } خدمة، جُمّدت في
}
inventory-not-frozen = الدورة لم تُغلق بعد: تُجمّد نتائجها عند إغلاقها.
inventory-no-results = لا شيء هنا.
inventory-fate = ما صارت إليه
inventory-renamed = تغيّر اسمها
inventory-moved = انتقلت
inventory-differences = الفروق
inventory-no-differences = لا فروق.
inventory-changed-only = ما اختلف
inventory-changes = تغيرات البطاقة
inventory-change-count = { $count ->
    [zero] لا حقول
    [one] حقل واحد
    [two] حقلان
    [few] { $count } حقول
    [many] { $count } حقلًا
   *[other] { $count } حقل
}
inventory-old-code = الرمز قبل
inventory-old-name = الاسم قبل
inventory-old-owner = الإدارة قبل
inventory-new-code = الرمز بعد
inventory-new-name = الاسم بعد
inventory-new-owner = الإدارة بعد
inventory-parts = عدد الخدمات حسب ما اختلف من البطاقة
inventory-part = الجزء
inventory-sum-kept = باقية
inventory-sum-new = جديدة
inventory-sum-gone = لم تعد قائمة
inventory-sum-renamed = تغيّر اسمها
inventory-sum-moved = انتقلت إلى إدارة أخرى
inventory-sum-changed = تغيّرت بطاقتها
inventory-sum-split = قُسّمت
inventory-sum-merged = دُمجت

# التفويضات
inventory-delegations = التفويضات
inventory-delegations-text = من يجيب عن إدارة مدةً محددة نيابة عن أصحاب الشأن.
inventory-no-delegations = لا تفويضات.
inventory-delegate = تفويض الإجابة
inventory-delegate-department = الإدارة وما يتبعها
inventory-delegate-from = المفوِّض
inventory-delegate-to = المفوَّض
inventory-delegation-over = أُلغي
inventory-delegation-past = انتهى
inventory-revoke = إلغاء التفويض

# صفحات الجمهور
inventory-public = حصر الخدمات
inventory-public-text = تقرّ كل إدارة دوريًا بالخدمات التي تقدمها وبصحة ما نُشر عنها، وهذه هي النتائج كما جُمّدت.
inventory-public-none = لم تُنشر نتائج بعد.
inventory-not-public = هذه الصفحة للموظفين فقط: النتائج غير منشورة.
inventory-public-counted = { $count ->
    [zero] لا تشمل هذه الأعداد خدمات تستخدمها الجهة داخليًا.
    [one] تشمل هذه الأعداد خدمة واحدة تستخدمها الجهة داخليًا، ولا تظهر في القائمة المعروضة للعموم.
    [two] تشمل هذه الأعداد خدمتين تستخدمهما الجهة داخليًا، ولا تظهران في القائمة المعروضة للعموم.
    [few] تشمل هذه الأعداد { $shown } خدمات تستخدمها الجهة داخليًا، ولا تظهر في القائمة المعروضة للعموم.
    [many] تشمل هذه الأعداد { $shown } خدمة تستخدمها الجهة داخليًا، ولا تظهر في القائمة المعروضة للعموم.
   *[other] تشمل هذه الأعداد { $shown } خدمة تستخدمها الجهة داخليًا، ولا تظهر في القائمة المعروضة للعموم.
}
inventory-public-compared = لا يُقارَن للعموم إلا ما يُقدَّم لغير الجهة، فليست الخدمات التي تستخدمها داخليًا في هذه الأعداد.
inventory-service-by-service = خدمة خدمة
inventory-provenance = مصدر هذه النتائج

done-plan-submitted = عُرضت الخطة على اللجنة.
done-plan-decided = سُجّل قرار اللجنة.
done-plan-voted = سُجّل صوتك، ولك تغييره حتى فرز الأصوات.
done-plan-in-force = الخطة نافذة.
done-cycle-scheduled = جُدولت الدورة.
done-cycle-moved = تم.
done-item-moved = تم.
done-delegated = التفويض سارٍ.
done-delegation-revoked = أُلغي التفويض.

export-inventoryItems = الخدمات المشمولة
export-inventoryCoverage = الإنجاز حسب الإدارة
export-inventoryResults = نتائج الحصر
export-inventoryComparison = مقارنة الدورات

InventoryPlanState-DRAFT = مسودة
InventoryPlanState-SUBMITTED = لدى اللجنة
InventoryPlanState-RETURNED = معادة
InventoryPlanState-APPROVED = معتمدة
InventoryPlanState-IN_FORCE = نافذة
InventoryPlanState-SUPERSEDED = حلّت محلها نسخة أخرى

InventoryCycleState-SCHEDULED = مجدولة
InventoryCycleState-OPENING = قيد الفتح
InventoryCycleState-OPEN = مفتوحة
InventoryCycleState-VERIFICATION = مرحلة التحقق
InventoryCycleState-CLOSING = قيد الإغلاق
InventoryCycleState-CLOSED = مغلقة
InventoryCycleState-PUBLISHED = منشورة
InventoryCycleState-CANCELLED = ملغاة

InventoryItemState-PENDING = تنتظر الإجابة
InventoryItemState-ANSWERED = أُجيب عنها
InventoryItemState-ENDORSED = اعتمدها المدير
InventoryItemState-RETURNED = معادة
InventoryItemState-SECOND_REVIEW = تحقق ثانٍ
InventoryItemState-ACCEPTED = مقبولة
InventoryItemState-UNVERIFIED = غير متحقق منها
InventoryItemState-EXEMPT = معفاة

InventoryItemMove-ANSWER = للإجابة
InventoryItemMove-ENDORSE = لاعتماد المدير
InventoryItemMove-RETURN = للإعادة
InventoryItemMove-ACCEPT = للتحقق
InventoryItemMove-EXEMPT = للإعفاء
InventoryItemMove-REOPEN = للسؤال من جديد

InventoryOutcome-CONFIRMED = مؤكدة
InventoryOutcome-CHANGED = تحتاج إلى تعديل
InventoryOutcome-NEW = جديدة
InventoryOutcome-RETIRED = لم تعد تُقدم
InventoryOutcome-NOT_OURS = تقدمها جهة أخرى
InventoryOutcome-SPLIT = قُسّمت
InventoryOutcome-MERGED = دُمجت

InventoryExistence-OURS = قائمة وتابعة لنا
InventoryExistence-RETIRED = لم تعد تُقدم
InventoryExistence-NOT_OURS = تقدمها إدارة أو جهة أخرى
InventoryExistence-SPLIT = صارت عدة خدمات
InventoryExistence-MERGED = صارت جزءًا من خدمة أخرى

InventoryAttestedBy-DEPARTMENT = الإدارة
InventoryAttestedBy-CONTACTS = إقرار آلي
InventoryAttestedBy-FILE = ملف حصر سابق

InventoryMeasureKind-BENEFICIARIES = المستفيدون
InventoryMeasureKind-TRANSACTIONS = الطلبات
InventoryMeasureKind-ENQUIRIES = مرات التواصل
InventoryMeasureKind-COMPLETED = الطلبات المنجزة
InventoryMeasureKind-MET_TARGET = المنجز ضمن المعيار
InventoryMeasureKind-MEASURED_ON = ما قيس عليه المعيار
InventoryMeasureKind-DELIVERY_MINUTES = مدة الإنجاز المعتادة (دقيقة)
InventoryMeasureKind-SATISFACTION = الرضا من 5
InventoryMeasureKind-COMPLAINTS = الشكاوى

InventoryMeasureState-KNOWN = معروف
InventoryMeasureState-NOT_KNOWN = غير معروف
InventoryMeasureState-NOT_APPLICABLE = لا ينطبق

InventoryProvenance-COMPUTED = محسوب هنا
InventoryProvenance-CARRIED = من الدورة السابقة
InventoryProvenance-STATED = ذكرته الإدارة
InventoryProvenance-IMPORTED = من ملف

InventoryDecisionBasis-MINUTES = محضر اجتماع موقّع
InventoryDecisionBasis-VOTES = تصويت في هذا النظام

InventoryDecisionOutcome-APPROVED = اعتماد الخطة
InventoryDecisionOutcome-RETURNED = إعادة الخطة

InventoryVoteChoice-APPROVE = أوافق على تنفيذها
InventoryVoteChoice-RETURN = تُعاد
InventoryVoteChoice-ABSTAIN = أمتنع

InventoryFate-KEPT = باقية
InventoryFate-NEW = جديدة
InventoryFate-GONE = لم تعد قائمة

InventoryFault-LINE = سطر لا يطابق ما جُمّد، أو ينقص السطر الذي قبله.
InventoryFault-END = عدد الأسطر أو البصمة الأخيرة لا يطابق ما جُمّد.
InventoryFault-PLAN = الخطة أو قرار بشأنها ليس كما تقرر.
InventoryFault-PREVIOUS = النتائج السابقة ليست التي رُبطت بها هذه.

inventory-evidence = المستندات المؤيدة
inventory-no-evidence = لا توجد مستندات بعد
inventory-attach = إرفاق مستند
inventory-attach-file = المستند
inventory-minutes-file = المحضر الموقّع (صورة ممسوحة)
inventory-file-hint = ملف PDF أو صورة أو Word، بحد أقصى 32 ميجابايت.
inventory-at-least = لا يقل عن { $shown }

# Answers of the inventory by workbook.
workbooks = الإجابة بملف
workbook = ملف إجابات
workbook-dry-run = تجربة ملف إجابات
workbooks-awaiting = { $count ->
    [zero] لا تنتظر إجابتك أي خدمة الآن.
    [one] تنتظر إجابتك خدمة واحدة.
    [two] تنتظر إجابتك خدمتان.
    [few] تنتظر إجابتك { $shown } خدمات.
    [many] تنتظر إجابتك { $shown } خدمة.
   *[other] تنتظر إجابتك { $shown } خدمة.
}
workbooks-not-going = لا إجابات في هذه الدورة الآن: لم تُفتح بعد أو أُغلقت.
workbook-take = 1. نزّل الملف
workbook-take-text = فيه خدمات إدارتك وما سُجّل عنها حتى الآن، بعناوين عربية وقوائم اختيار. الرموز مقفلة، وما لا تغيّره يبقى كما هو.
workbook-give = ملف إدارة
workbook-give-text = اختر إدارة وأرسل إليها ملفها: فيه خدماتها وخدمات الإدارات التابعة لها وما سُجّل عنها حتى الآن. الإدارة تعبئه وتعيده هنا بنفسها.
workbook-all-departments = كل ما تجيب عنه
workbook-download = تنزيل (XLSX)
workbook-send = 2. أعد الملف بعد تعبئته
workbook-send-text = يُجرَّب أولًا دون حفظ: ترى نتيجة كل صف ثم تؤكد.
workbook-file = الملف المعبأ
workbook-file-hint = الملف الذي نزّلته من هنا، أو ملف النتيجة بعد تصحيحه. XLSX أو CSV.
workbook-try = رفع وتجربة
workbooks-sent = ملفات أُعيدت
workbooks-none = لم يُعد أي ملف في هذه الدورة.
workbook-working = جارٍ تسجيل الإجابات
workbook-count-answered = إجابات
workbook-count-unchanged = صفوف دون تغيير
workbook-count-refused = صفوف مرفوضة
workbook-confirm-text = { $count ->
    [zero] لن تُسجَّل أي إجابة.
    [one] ستُسجَّل إجابة واحدة. لم يُحفظ شيء بعد.
    [two] ستُسجَّل إجابتان. لم يُحفظ شيء بعد.
    [few] ستُسجَّل { $shown } إجابات. لم يُحفظ شيء بعد.
    [many] ستُسجَّل { $shown } إجابة. لم يُحفظ شيء بعد.
   *[other] ستُسجَّل { $shown } إجابة. لم يُحفظ شيء بعد.
}
workbook-refused-text = الصفوف المرفوضة لا تُسجَّل: نزّل ملفك مع النتيجة وصحّحها فيه ثم أعده.
workbook-nothing-answered = ليس في الملف ما يُسجَّل.
workbook-confirm = تسجيل الإجابات
workbook-undo = التراجع عن الملف
workbook-undo-title = التراجع عن إجابات هذا الملف كلها؟
workbook-undo-text = تعود كل خدمة أجاب عنها الملف إلى ما كانت عليه قبله. ما تغيّر بعده أو لم تعد الإجابة عنه ممكنة يبقى كما هو.
workbook-undone-on = تُراجع عن هذا الملف في
workbook-restored = { $count ->
    [zero] لم تعد أي خدمة إلى ما كانت عليه.
    [one] عادت خدمة واحدة إلى ما كانت عليه.
    [two] عادت خدمتان إلى ما كانتا عليه.
    [few] عادت { $shown } خدمات إلى ما كانت عليه.
    [many] عادت { $shown } خدمة إلى ما كانت عليه.
   *[other] عادت { $shown } خدمة إلى ما كانت عليه.
}
workbook-kept = { $count ->
    [zero] ولم تبق أي خدمة كما هي.
    [one] وبقيت خدمة واحدة كما هي لأنها تغيّرت بعد الملف.
    [two] وبقيت خدمتان كما هما لأنهما تغيّرتا بعد الملف.
    [few] وبقيت { $shown } خدمات كما هي لأنها تغيّرت بعد الملف.
    [many] وبقيت { $shown } خدمة كما هي لأنها تغيّرت بعد الملف.
   *[other] وبقيت { $shown } خدمة كما هي لأنها تغيّرت بعد الملف.
}
done-workbook-started = بدأ تسجيل الإجابات.
done-workbook-undo-started = بدأ التراجع.
done-workbook-nothing = لا شيء هنا للإجابة عنه الآن.
done-workbook-too-many = الخدمات أكثر مما يسعه ملف واحد: اختر إدارة.

InventoryWorkbookOutcome-ANSWERED = إجابة
InventoryWorkbookOutcome-UNCHANGED = دون تغيير
InventoryWorkbookOutcome-REFUSED = مرفوض

InventoryWorkbookUndone-RESTORED = تُراجع عنها
InventoryWorkbookUndone-KEPT = بقيت كما هي

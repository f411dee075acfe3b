# The frame of pages: navigation, sign-out, problems.
chrome-skip = تخطَّ إلى المحتوى الرئيس
chrome-navigation = التنقل الرئيس
chrome-foot = روابط أخرى
chrome-other-language = English
chrome-demo-title = نسخة تجريبية
chrome-demo = نسخة تجريبية: الخدمات والأشخاص وسجلات التواصل فيها غير حقيقية.
chrome-staff = دخول الموظفين
chrome-public-pages = دليل الخدمات للعموم
chrome-find-title = البحث في كل السجلات
chrome-find = رقم مرجعي أو هاتف أو هوية أو اسم أو خدمة
chrome-sign-out = تسجيل الخروج
chrome-log-contact = تسجيل تواصل

area-desk = مكتبي
area-contacts = سجل التواصل
area-follow-ups = المتابعات
area-beneficiaries = المستفيدون
area-services = الخدمات
area-imports = الاستيراد
area-figures = الإحصاءات
area-admin = إدارة النظام

problem-title = تعذّر إتمام العملية
problem-tell = أعد المحاولة. وإن تكررت المشكلة فأبلغ مشغّل النظام برقم الطلب أدناه.
problem-code = الرمز
problem-request = رقم الطلب:
problem-missing-title = الصفحة غير موجودة
problem-missing = لا يوجد شيء على هذا العنوان. إن كنت كتبته بنفسك فتحقق منه، أو ابحث عن الخدمة التي تريدها.

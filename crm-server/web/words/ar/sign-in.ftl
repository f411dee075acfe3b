# Signing in, the first administrator, a first password.
sign-in = تسجيل الدخول
sign-in-with = الدخول عبر { $name }
sign-in-local = أو بحساب في هذا النظام
sign-in-username = اسم المستخدم
sign-in-password = كلمة المرور
sign-in-code = رمز التحقق
sign-in-code-hint = ستة أرقام من تطبيق التحقق، إن كنت فعّلته.
done-signed-out = سُجِّل خروجك.
done-password-set = حُفظت كلمة المرور. سجّل دخولك بها.
failed-provider-expired = انتهت محاولة الدخول أو بدأت في متصفح آخر. ابدأ من جديد.
failed-provider-refused = لم يتم الدخول لدى المزوّد. حاول من جديد، أو ادخل بحساب في هذا النظام.
failed-provider-unknown = تعرّف المزوّد عليك، لكن لا يوجد في هذا النظام موظف نشط بمعرّفك لديه. اطلب من مدير النظام إضافته.
failed-provider-unavailable = مزوّد الدخول لا يجيب الآن. حاول بعد قليل، أو ادخل بحساب في هذا النظام.

setup = تهيئة النظام
setup-text = هنا تنشئ حساب مدير النظام الأول. الرابط يعمل مرة واحدة، ثم تسجّل دخولك باسم المستخدم وكلمة المرور هذين.
setup-name = اسمك
setup-username-hint = أحرف لاتينية وأرقام ونقاط وشرطات.
setup-password-hint = 12 حرفًا على الأقل، والأفضل بضع كلمات لا يجمعها غيرك.
setup-again = كلمة المرور مرة أخرى
setup-do = إنشاء حساب مدير النظام

welcome = اختر كلمة مرور
welcome-text = الرابط يعمل مرة واحدة، ثم تسجّل دخولك باسم المستخدم وكلمة المرور هذه.
welcome-do = حفظ كلمة المرور

enter = الدخول إلى النسخة التجريبية
enter-text = تدخل بصفة أحد الأشخاص الخياليين. ويبقى ما تعمله في هذه النسخة حتى يُحذف مجلدها.
enter-do = المتابعة باسم { $name }

# What readers say of a page.
feedback-title = رأيك في هذه الصفحة
feedback-useful = هل وجدت ما تحتاج إليه؟
feedback-yes = نعم
feedback-no = لا
feedback-comment = ماذا ينقصها؟
feedback-hint = لا تكتب رقم هوية أو بيانات شخصية.
feedback-send = إرسال
feedback-thanks = شكرًا، وصلت ملاحظتك إلى الإدارة المعنية.
contact-useful = أفادته الصفحة

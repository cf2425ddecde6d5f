### How is it going? The door of the console, and the first run.

home-title = كيف تسير الأمور؟
home-first-title = أهلًا بك. لنبدأ الإعداد
home-first-intro = خمس خطوات ويستطيع الناس الإجابة. ما اكتمل يُعلَّم عليه تلقائيًا.
home-step-is-done = تم
home-step-is-next = الآن
home-step-is-operators = لمن يشغّل النظام
home-step-sites = سمِّ مواقع المركز
home-step-sites-about = الأماكن التي يأتي إليها الناس، حتى نسمع الجميع في كل منها.
home-step-sites-do = تسمية موقع
home-step-languages = اختر اللغات
home-step-languages-about = ابدأ استبيانك الأول من نموذجنا، باللغات التي يقرؤها الناس.
home-step-languages-do = بدء استبيان
home-step-consent = قراءة نص الموافقة وتوقيعه
home-step-consent-about = في كل لغة يقرأ شخص مؤهل ما يوافق عليه الناس وكل سؤال، ثم يوقّع باسمه.
home-step-consent-do = القراءة والتوقيع
home-step-text = أرسل رسالة تجريبية إلى نفسك
home-step-text-about = لترى ما سيراه الناس على هواتفهم.
home-step-text-do = إرسال رسالة تجريبية
home-step-text-operator = تحتاج الرسائل النصية إلى ثلاثة إعدادات حيث يعمل Hearth: TWILIO_ACCOUNT_SID وTWILIO_AUTH_TOKEN وTWILIO_FROM. وبدونها لا يستطيع الناس الإجابة إلا على الويب.
home-step-survey = انشر استبيانك الأول
home-step-survey-about = من تلك اللحظة يستطيع الناس الإجابة عليه.
home-step-survey-do = نشر
home-mail-operator = لا يُرسل البريد بعد: يكتبه Hearth في مجلد. يحتاج إلى الإعدادين SMTP_URL وHEARTH_MAIL_FROM حيث يعمل Hearth.
home-needs = ما يحتاج إلى شخص الآن
home-needs-nothing = لا شيء الآن.
home-to-decide = { $count ->
    [1] موضوع واحد ينتظر قرارًا
   *[other] مواضيع تنتظر قرارًا: { $count }
}
home-to-tell = { $count ->
    [1] جواب واحد لا يمكن قراءته بكل اللغات بعد
   *[other] أجوبة لا يمكن قراءتها بكل اللغات بعد: { $count }
}
home-to-read = لغات تنتظر القراءة والتوقيع:
home-to-publish = هناك إصدار أحدث لم يُنشر بعد
home-under-way = استبيانات جارية
home-answered-in = يمكن الإجابة بـ
home-lately = بدأوا في آخر 7 أيام
home-nothing-under-way = لا يستطيع الناس الإجابة على أي استبيان بعد.

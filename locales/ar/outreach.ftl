### سؤال الناس برسائل نصية: من، ومتى، وبأي كلفة، وكيف يسير الأمر.

asking-nav = سؤال الناس
asking-title = من نسأل؟
asking-intro = أرسل استبيانًا برسالة نصية إلى من في القائمة. لا يُسأل إلا من وافق على الرسائل.
asking-new = سؤال الناس
asking-empty = لم يُسأل أحد بعد.
asking-list = ما سألنا عنه
asking-survey = الاستبيان
asking-panel = القائمة
asking-state = الحالة
asking-confirmed-at = تم التأكيد
asking-state-waiting = يمكن إلغاؤه
asking-state-sending = جارٍ السؤال
asking-state-paused = متوقف مؤقتًا
asking-state-halted = معطّل
asking-state-finished = سُئل الجميع
asking-state-stopped = أُوقف نهائيًا
asking-state-cancelled = أُلغي
asking-back = كل ما سألنا عنه
asking-choose-title = ماذا نسأل، ومن نسأل؟
asking-choose-survey = أي استبيان؟
asking-choose-panel = أي قائمة؟
asking-members = { $count ->
    [one] شخص واحد ({ $count })
   *[other] عدد الأشخاص: { $count }
}
asking-site = الموقع
asking-all-sites = كل المواقع
asking-only-languages = فقط من يتحدثون
asking-only-languages-hint = لا تختر شيئًا لسؤال أصحاب كل اللغات.
asking-look = عرض من سيُسأل
asking-no-survey = لا يوجد استبيان منشور. انشر واحدًا أولًا.
asking-no-panel = لا توجد قائمة بعد. أضف واحدة أولًا.
asking-plan-title = { $count ->
    [one] هل نسأل شخصًا واحدًا ({ $count })؟
   *[other] هل نسأل الجميع؟ العدد: { $count }
}
asking-plan-panel = من القائمة «{ $panel }».
asking-plan-site = فقط من موقع { $site }.
asking-who = من يُسأل
asking-language = اللغة
asking-people = الأشخاص
asking-segments = الأجزاء
asking-price = السعر
asking-total = المجموع
asking-speak-another = منهم من لم يراجع أحد هذا الاستبيان بلغتهم: { $count }
asking-estimate = هذا تقدير، بسعر { $price } للجزء. تكلف الرسائل الأولى نحو { $first }. وإذا أجاب الجميع حتى النهاية فالمجموع نحو { $most }.
asking-who-not = من لا يُسأل
asking-not-consented = لم يوافقوا على الرسائل
asking-opted-out = لا يريدون مزيدًا من الرسائل
asking-unusable = لا يوجد رقم يستقبل الرسائل
asking-answered-before = أجابوا عن هذا الاستبيان، أو يجيبون عنه الآن
asking-everybody = يمكن سؤال كل من في القائمة.
asking-busy = مشغولون باستبيان آخر ويُسألون بعده: { $count }
asking-when = متى تخرج الرسائل
asking-hours = من { $from } إلى { $to } بتوقيت المكان الذي فيه كل شخص. ومن لا يمكن سؤاله اليوم يُسأل غدًا.
asking-duration = يستغرق الإرسال نحو { $hours } ساعة و{ $minutes } دقيقة، دون حساب الليل.
asking-text = الرسالة الأولى
asking-segment-count = الأجزاء: { $count }
asking-test-title = أرسل تجربة إلى نفسك
asking-test-about = تصلك الرسالة الأولى كما تصل إلى الجميع. لا يمكن الإجابة عن الاستبيان بها. يحفظ السجل أن تجربة أُرسلت.
asking-phone = رقم الهاتف
asking-test-send = إرسال التجربة
asking-test-sent = التجربة في طريقها.
asking-test-no-number = يُرجى التحقق من رقم الهاتف. له عشرة أرقام، أو يبدأ بعلامة + ورمز البلد.
asking-test-no-texts = هذا الرقم لا يريد مزيدًا من الرسائل، فلا تُرسل تجربة.
asking-confirm-title = هل كل شيء صحيح؟
asking-confirm-about = بعد التأكيد لديك 60 ثانية للإلغاء. لا يخرج شيء قبل ذلك.
asking-confirm = { $count ->
    [one] اسأل شخصًا واحدًا ({ $count })
   *[other] ابدأ السؤال. العدد: { $count }
}
asking-nobody = لا يمكن سؤال أحد من هذه القائمة.
asking-goes-nowhere = لن تخرج أي رسالة بعد: الاتصال مع Twilio غير مهيأ.
asking-cancel-title = ما زال الإلغاء ممكنًا
asking-seconds-left = الثواني الباقية:
asking-starts-at = لا تخرج الرسالة الأولى قبل { $time }.
asking-cancel = إلغاء الكل
asking-progress = سُئل حتى الآن { $asked } من { $all }
asking-pause = إيقاف مؤقت
asking-pause-about = قد تصل رسائل الثواني الأخيرة رغم ذلك.
asking-go-on = متابعة
asking-stop = إيقاف نهائي
asking-stop-about = لن يُسأل أحد بعد ذلك. ومن سُئل يستطيع أن يجيب.
asking-stop-now = أوقف الآن
asking-halted = ترفض شركات الهاتف رسائلنا لأن المرسل غير مسجل (الخطأ { $code }). لا يُسأل أحد حتى يُصلح ذلك مع Twilio. بعدها اختر «متابعة».
asking-too-late = تغيّر الوضع قبل اختيارك. هكذا هو الآن.
asking-refresh = عرض الوضع الآن
asking-ends-at = من لا يمكن سؤاله قبل { $time } لا يُسأل بعد ذلك.
asking-result = كيف يسير الأمر
asking-sum-answered = أجابوا
asking-sum-silent = لا جواب بعد
asking-sum-no = قالوا لا
asking-sum-not-reached = لم نصل إليهم
asking-detail = بالتفصيل
asking-completed = أجابوا حتى النهاية
asking-partial = أجابوا عن جزء
asking-started = يجيبون الآن
asking-delivered = وصلت الرسالة، لا جواب بعد
asking-sent = أُرسلت الرسالة، لا جواب بعد
asking-queued = لم يُسألوا بعد
asking-expired = لا جواب خلال 14 يومًا
asking-refused = رفضوا الاستبيان
asking-failed = لم تصل الرسالة
asking-unclear = لا يُعرف هل أُرسلت الرسالة
asking-not-asked = لم يُسألوا
asking-see-people = عرض الأشخاص
asking-see-people-note = يحفظ السجل الاطلاع على الأسماء والأرقام.
asking-export = أخذ القائمة كجدول
asking-export-note = ملف (CSV) فيه اسم كل شخص ورقمه ولغته وحالته. احفظه بأمان. يحفظ السجل أنك أخذته.
asking-person = الاسم
asking-no-name = الاسم غير معروف
asking-asked-at = وقت السؤال
asking-nobody-here = لا أحد هنا الآن.
asking-seen-note = يحفظ السجل أنك اطلعت على هذه الصفحة.
asking-back-to-campaign = العودة إلى سير الأمر

### What needs a person now? The call list, and one entry of it.

calls-nav = من يحتاج إلينا؟
calls-wait = { $count ->
    [1] شخص واحد ينتظر مكالمة أو قرارًا
   *[other] أشخاص ينتظرون مكالمة أو قرارًا: { $count }
 }
calls-title = من يحتاج إلينا الآن؟
calls-intro = أمور لا يقوم بها إلا إنسان. الأكثر إلحاحًا أولًا.
calls-empty = لا أحد ينتظرك. عندما يطلب شخص مكالمة، أو تحتاج رسالة إلى من يقرؤها، ستظهر هنا.
calls-now = للمتابعة الآن
calls-more = عدد الأمور الأخرى المنتظرة: { $count }. تظهر بعد الانتهاء من هذه.
calls-later = جرت محاولة وأُجّلت
calls-later-about = لم يتم الوصول إلى أحد. تعود إلى الأعلى من تلقاء نفسها.
calls-kind-crisis = قد يكون شخص في خطر
calls-kind-held = ألا يريد رسائل بعد الآن؟
calls-kind-unclear = هل قصد STOP؟
calls-kind-wrong-number = هل الرقم خاطئ؟
calls-kind-complaint = شكوى تحتاج إلى رد
calls-kind-needs-help = يحتاج إلى مساعدة في الإجابة
calls-kind-repeating = الرسالة نفسها مرارًا
calls-kind-call-back = يُرجى الاتصال
calls-kind-start-blocked = شركة هاتفه ما زالت تحجب رسائلنا
calls-kind-not-delivered = رسالة لم تصل
calls-about-crisis = كلماته توحي بالخطر. وصلته فورًا رسالة فيها الرقمان 911 و988.
calls-about-held = كلماته توحي بأنه لا يريد رسائل بعد الآن. لا يُرسل إليه شيء حتى تقرر.
calls-about-unclear = أرسل كلمة قد تعني STOP. سألناه عما يقصد ولم يجب.
calls-about-wrong-number = قال أحدهم إن هذا ليس رقم هذا الشخص. لا يُرسل إليه شيء حتى تقرر.
calls-about-complaint = كلماته تشبه شكوى. إن لم تكن إجابة فقد أُخبر بأن شخصًا سيرد عليه.
calls-about-needs-help = لم تُفهم عدة رسائل متتالية منه. أُخبر بأن شخصًا سيرد عليه.
calls-about-repeating = وصلت الرسالة نفسها ثلاث مرات ولم تُفهم. قد تكون آلة. لا يُرسل شيء حتى تقرر.
calls-about-call-back = طلب أن يتصل به شخص.
calls-about-start-blocked = طلب تلقي الرسائل من جديد، لكن شركة هاتفه ما زالت تحجب رسائلنا. لرفع الحجب عليه أن يرسل كلمة START، بالإنجليزية، من هاتفه إلى رقمنا. يُرجى الاتصال به لإخباره.
calls-about-not-delivered = لا نعلم إن كانت رسالتنا قد وصلته.
calls-why-unknown = لا أحد يعلم إن كانت قد أُرسلت.
calls-why-given-up = لم يمكن تسليمها في الوقت المناسب.
calls-why-unreachable = تعذر الوصول إلى الهاتف.
calls-why-number = هذا الرقم لا يستقبل الرسائل.
calls-why-blocked = رفضت شركة الهاتف تسليمها.
calls-why-sender = رقمنا نحن غير مسجل للإرسال. يُرجى إخبار المسؤول لديكم.
calls-why-opted-out = أوقف الرسائل لدى شركة هاتفه.
calls-why-other = لم تذكر شركة الهاتف سببًا واضحًا.
calls-ago-minutes = { $count ->
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
 }
calls-ago-hours = { $count ->
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
 }
calls-ago-days = { $count ->
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
 }
calls-speaks = اللغة:
calls-number-ends = ينتهي الرقم بـ { $digits }
calls-again = { $count ->
    [1] حدث ذلك مرة أخرى منذ ذلك الحين.
   *[other] عدد المرات الأخرى منذ ذلك الحين: { $count }
 }
calls-tries = { $count ->
    [1] محاولة واحدة دون وصول
   *[other] محاولات دون وصول: { $count }
 }
calls-taken = يتابعه { $who }
calls-taken-own = أنت تتابعه
calls-back = العودة إلى القائمة
calls-who = من هو
calls-since = منذ
calls-suppressed = لا تُرسل رسائل إلى هذا الرقم.
calls-unusable = الرسائل لا تصل إلى هذا الرقم.
calls-talk = ما قيل
calls-theirs = كتب
calls-ours = كتبنا
calls-this-one = الأمر يتعلق بهذه الرسالة.
calls-crisis-care = اتصل الآن بلغته. إن لم تستطع فاطلب ذلك من الطبيب المناوب. لا تكتب له رسالة عن هذا: قد يقرأ الهاتفَ آخرون.
calls-read-answer = قُرئت كإجابة
calls-read-stop = قُرئت كطلب STOP
calls-read-stop-suspected = قُرئت كرغبة في وقف الرسائل، وعلى شخص أن يؤكدها
calls-read-stop-unclear = قُرئت ككلمة قد تعني STOP
calls-read-wrong-number = قُرئت كرقم خاطئ
calls-read-crisis = قُرئت كنداء مساعدة في خطر
calls-read-call = قُرئت كطلب مكالمة
calls-read-complaint = قُرئت كشكوى
calls-read-repeating = الرسالة نفسها من جديد؛ لم يُرد عليها
calls-read-not-wanted = وصلت حين لم تكن الرسائل مرغوبة، ولم يُرد عليها
calls-read-not-understood = لم تُفهم
calls-read-word = قُرئت كطلب أو كلمة مفتاحية
calls-became-arrived = وصلت
calls-became-sent = أُرسلت، ولم يُعرف عنها شيء بعد ذلك
calls-became-waiting = تنتظر الإرسال
calls-became-lost = لم تصل
calls-became-unknown = لا أحد يعلم إن كانت قد أُرسلت
calls-became-cancelled = سُحبت قبل إرسالها
calls-do = ماذا ستفعل؟
calls-do-take = سأتابع هذا
calls-do-take-about = يرى زملاؤك أنه لديك.
calls-do-release = اتركه لشخص آخر
calls-do-no-more-texts = نعم، لا يريد رسائل بعد الآن
calls-do-no-more-texts-about = تُسجل رغبته مع اسمك. لا تصله رسائل بعد الآن. ما أجاب عنه يبقى محسوبًا. لا يمكن التراجع عن هذا.
calls-do-go-on = لا، لم يقصد ذلك
calls-do-go-on-about = لا يُرسل شيء الآن. عندما يكتب في المرة القادمة يصله سؤاله من جديد.
calls-do-go-on-repeating = إنه شخص: تابع
calls-do-end-repeating = لا ترسل المزيد
calls-do-end-repeating-about = لن تصله رسائل إلا إذا أرسل START. ما أجاب به يبقى محسوبًا. لا يمكن التراجع عن هذا.
calls-do-wrong-number = نعم، الرقم خاطئ
calls-do-wrong-number-about = يُزال الرقم عن هذا الشخص ولا تصله رسائل بعد الآن. إجاباته تبقى له. لا يمكن التراجع عن هذا.
calls-do-right-number = لا، إنه رقمه
calls-do-called = تحدثت معه
calls-do-called-about = يخرج من القائمة.
calls-do-try-later = لم أستطع الوصول إليه
calls-do-try-later-about = يعود إلى القائمة لاحقًا: في صباح اليوم التالي، أو بعد نصف ساعة إن كان شخص قد يكون في خطر.
calls-do-send-again = أرسل الرسالة مرة أخرى
calls-do-send-again-about = تُرسل الرسالة نفسها: الرد يُرسل فورًا، وغيره يُرسل نهارًا بتوقيت مكان الشخص. إن كانت الأولى قد وصلت فعلًا فستصله مرتين.
calls-do-unusable = الرسائل لا تصل إلى هذا الرقم
calls-do-unusable-about = يُعلَّم الرقم هكذا لكل من يرسل رسائل.
calls-do-done = لم يبق شيء للقيام به
calls-do-done-about = يخرج من القائمة ولا يحدث شيء آخر.
calls-did-put-off = أُجّل. يعود إلى القائمة من تلقاء نفسه.
calls-outcome-no-more-texts = لا يريد رسائل بعد الآن، ولا تصله.
calls-outcome-went-on = تستمر الرسائل.
calls-outcome-wrong-number = أُزيل الرقم عن هذا الشخص.
calls-outcome-right-number = إنه رقمه. تستمر الرسائل.
calls-outcome-called = تحدث معه شخص.
calls-outcome-sent-again = أُرسلت الرسالة مرة أخرى.
calls-outcome-unusable = عُلّم كرقم لا تصله الرسائل.
calls-outcome-done = لم يبق شيء للقيام به.
calls-outcome-arrived = الرسالة لدى شركة الهاتف فعلًا.
calls-closed-own = أنت فعلت هذا.
calls-closed-by = فعله { $who }.
calls-closed-itself = حُلّ من تلقاء نفسه.
calls-fault-settled = لم يحدث شيء: سبقك شخص آخر، أو هناك جديد. يُرجى النظر مرة أخرى.
calls-fault-not-possible = لم يعد هذا ممكنًا هنا. يُرجى النظر مرة أخرى.

### Surveys for staff: versions, languages, answers so far, posters.

surveys-nav = الاستبيانات
surveys-title = الاستبيانات
surveys-intro = ما نسأل عنه، وبأي لغات، وما أجاب به الناس حتى الآن.
surveys-empty = لا يوجد أي استبيان بعد.
surveys-start = بدء استبيان
surveys-done-begun = بدأ الاستبيان. لا يُسأل أحد قبل أن تنشره.
surveys-done-saved = تم الحفظ.
surveys-done-published = نُشر الإصدار. يستطيع الناس الإجابة عليه من الآن.
surveys-col-survey = الاستبيان
surveys-col-keywords = الكلمات المفتاحية
surveys-col-published = المنشور
surveys-col-languages = اللغات
surveys-col-responses = الردود
surveys-not-published = غير منشور
surveys-version = الإصدار { $number }
surveys-count-reviewed = جاهزة: { $count }
surveys-count-draft = مسودات: { $count }
surveys-count-stale = قديمة: { $count }
surveys-count-missing = تنقصها نصوص: { $count }
surveys-few = أقل من 11

surveys-back = العودة إلى الاستبيان
surveys-back-to-list = كل الاستبيانات
surveys-link = يمكن لأي شخص أن يجيب على هذا العنوان:
surveys-link-later = عند نشر إصدار، يمكن لأي شخص أن يجيب على هذا العنوان:
surveys-languages = اللغات
surveys-languages-note = هذا أحدث إصدار. لا يمكن للناس أن يجيبوا إلا باللغات التي راجعها شخص ونُشرت.
surveys-language = اللغة
surveys-state = الحالة
surveys-keyword = الكلمة المفتاحية
surveys-actions = ما يمكنك فعله
surveys-state-source = الأصل
surveys-state-missing = نصوص ناقصة
surveys-state-draft = مسودة
surveys-state-reviewed = تمت المراجعة
surveys-state-stale = قديم
surveys-signed = { $name }، { $date }
surveys-missing-count = النصوص الناقصة: { $count }
surveys-review = القراءة والتوقيع
surveys-edit-source = تصحيح الأصل
surveys-poster = ملصق
surveys-versions = الإصدارات
surveys-made-on = تاريخ الإنشاء
surveys-is-published = منشور
surveys-publish = نشر الإصدار { $number }
surveys-publish-note = الإصدار لا يتغيّر أبدًا. من لحظة نشره يُسأل به من يأتي بعد ذلك، ومن بدأ يكمل بإصداره.
surveys-newer-note = أحدث إصدار لم يُنشر بعد.
surveys-fault-keyword = لم يُنشر هذا الإصدار: استبيان آخر يبدأ بإحدى كلماته المفتاحية.

surveys-answers = الإجابات حتى الآن
surveys-responses = الردود حتى الآن: { $count }
surveys-responses-none = لم يُجب أحد بعد.
surveys-responses-few = أجاب أقل من 11 شخصًا حتى الآن. لحمايتهم لا يُعرض شيء بعد.
surveys-answers-how = لا يُحسب إلا من وافق على أن نستخدم إجاباته، كل شخص مرة واحدة. ومن يسحب موافقته لا يُحسب بعد ذلك.
surveys-answer = الإجابة
surveys-people = عدد الأشخاص
surveys-hidden = غير معروض
surveys-hidden-note = لا تُعرض الأعداد من 1 إلى 10 أشخاص، ولا غيرها مما قد يكشفها.
surveys-hidden-all = لا تُعرض الأعداد هنا لأنها قد تكشف عن 10 أشخاص أو أقل.
surveys-note-first = يُحسب هنا ما وضعه كل شخص أولًا. أما مقارنة كل الخيارات ففي صفحة «ما الأهم؟».
surveys-note-multiple = قد يكون الشخص اختار أكثر من خيار.
surveys-note-words = الإجابات بكلمات الناس لا تُعرض هنا.
surveys-note-values = الأرقام والتواريخ الخاصة بكل شخص لا تُعرض هنا.
surveys-answer-yes = نعم
surveys-answer-no = لا
surveys-answer-earlier = إجابة لم تعد معروضة
surveys-answer-given = أجابوا
surveys-answer-none = بلا إجابة

surveys-export-title = تنزيل الإجابات
surveys-export = تنزيل كجدول (CSV)
surveys-export-in = في الملف: صف لكل شخص وافق على أن نستخدم إجاباته، بترتيب عشوائي، مع إجاباته. ولغته إن كان يشاركه فيها أكثر من 10 أشخاص. وكلماته هو فقط إن وافق على الاقتباس منها.
surveys-export-out = ليس في الملف: أسماء أو أرقام هواتف أو عناوين أو تواريخ الإجابة أو مواقع أو أعمار أو مجموعات أخرى، ولا أي رقم يقود إلى شخص.
surveys-export-care = ومع ذلك قد تكشف عدة إجابات معًا عن هوية شخص. احفظ الملف في مكان آمن ولا تمرّره لغيرك. يحتفظ سجل التدقيق بأنك نزّلته وبعدد صفوفه.
surveys-export-private = (تبقى خاصة)

surveys-review-title = { $language }: القراءة بجانب الأصل
surveys-source-title = { $language }: تصحيح الأصل
surveys-review-intro = اقرأ كل نص بجانب أصله. صحّح ما ليس صحيحًا، ثم وقّع اللغة كلها باسمك.
surveys-source-intro = أي تغيير هنا يجعل كل الترجمات قديمة إلى أن يقرأها شخص ويوقّعها من جديد.
surveys-stale-note = وقّع { $name } هذه اللغة في { $date }. وقد تغيّر الأصل منذ ذلك الحين.
surveys-part-head = العنوان والموافقة
surveys-part-topics = المواضيع
surveys-part-question = السؤال { $number }
surveys-text-title = العنوان
surveys-text-notice = ما يوافق عليه الناس
surveys-text-topic = الموضوع
surveys-text-question = السؤال
surveys-text-choice = الخيار
surveys-text-missing = ناقص
surveys-sign-title = التوقيع
surveys-name = اسمك الكامل
surveys-name-hint = باسمك تقول: قرأت كل نص بهذه اللغة بجانب أصله، وهو يقول الشيء نفسه. ويُحفظ اسمك معه.
surveys-save = حفظ التصحيحات فقط
surveys-save-source = الحفظ كإصدار جديد
surveys-save-sign = توقيع اللغة كلها
surveys-as-text = { $count ->
    [one] كرسالة نصية: جزء واحد، نحو { $price }.
    [two] كرسالة نصية: جزءان، نحو { $price }.
    [few] كرسالة نصية: { $count } أجزاء، نحو { $price }.
    [many] كرسالة نصية: { $count } جزءًا، نحو { $price }.
   *[other] كرسالة نصية: { $count } جزء، نحو { $price }.
 }
surveys-letters = يتسع الجزء الواحد لعدد { $count } من هذه الحروف.
surveys-all-as-text = عبر الرسائل النصية، نص الموافقة وكل الأسئلة معًا: { $count } من الأجزاء، نحو { $price } لكل شخص.
surveys-save-note = التصحيح يُنشئ إصدارًا جديدًا من الاستبيان، ويصل إلى الناس عند نشره.
surveys-fault-changed = غيّر أحدهم هذا الاستبيان أثناء قراءتك. ما كتبته محفوظ أدناه. قارنه بالأصل من جديد.
surveys-fault-name = يرجى كتابة اسمك الكامل للتوقيع.
surveys-fault-name-long = لا يزيد الاسم على { $most } حرفًا.
surveys-fault-missing = هناك نص فارغ. تكتمل اللغة عندما تكون كل النصوص موجودة.
surveys-fault-unsigned = لا يمكن توقيع هذه اللغة هنا.

surveys-poster-hint = اطبع هذه الصفحة على ورق A4 أو Letter.
surveys-poster-no-number = لم يُضبط رقم للرسائل النصية، ولذلك لا يذكره الملصق.
surveys-poster-code = رمز QR يفتح { $address }
surveys-poster-scan = وجّه كاميرا هاتفك إلى هنا
surveys-poster-open = أو افتح هذا العنوان
surveys-poster-text = أو أرسل هذه الكلمة برسالة نصية إلى { $number }
surveys-poster-rates = قد تنطبق رسوم الرسائل والبيانات. أرسل HELP للمساعدة أو STOP للإيقاف.
surveys-poster-draft = مسودة: لم يراجعها شخص

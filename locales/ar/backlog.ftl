### What are we doing about it? The backlog, and the public answer.

backlog-title = ماذا نفعل حيال ذلك؟
backlog-intro = ما قال الناس إنه مهم، وأين وصل، وما تقرر. يبقى القرار محفوظًا، ويُضاف القرار اللاحق إلى جانبه.
backlog-empty = لا شيء هنا بعد. انشروا ترتيبًا وستأتي مواضيعه الأولى إلى هنا.
backlog-status-proposed = مقترح
backlog-status-under_review = قيد الدراسة
backlog-status-accepted = مقبول
backlog-status-not_now = ليس الآن
backlog-status-declined = مرفوض
backlog-status-testing = قيد التجربة
backlog-status-implementing = قيد التنفيذ
backlog-status-done_telling = تمّ، ونُخبر الناس
backlog-status-told = تمّ وأُخبر الناس
backlog-to-under_review = دراسته
backlog-to-accepted = قبول: سنفعله
backlog-to-not_now = ليس الآن
backlog-to-declined = رفض: لن نفعله
backlog-to-testing = بدء تجربة
backlog-to-implementing = تنفيذه
backlog-to-done_telling = تمّ؛ والآن نُخبر الناس
backlog-to-told = يستطيع الجميع قراءته: إغلاق
backlog-evidence = { $tier } · المرتبة { $place } · { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}: { $likelihood } · عدد من سمعناهم: { $people }
backlog-evidence-missed = ما يفوت المتوسط: من المرجح جدًا أن يكون { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} لدى { $groups }
backlog-evidence-count = عدد الترتيبات المنشورة: { $count }
backlog-history = ما تقرر
backlog-draft = مسودة، غير معروضة للعامة
backlog-decide-about = القرار: { $title }
backlog-step = ما الخطوة التالية؟
backlog-reason = لماذا؟ بكلمات يستطيع المرضى قراءتها
backlog-reason-hint = مطلوب عند القبول أو التأجيل أو الرفض أو الإتمام. يظهر في الصفحة العامة. تكتب باللغة: { $language }
backlog-save = حفظ القرار
backlog-saved = تم الحفظ.
backlog-undone = سُحب القرار وعاد الأمر كما كان.
backlog-taken-back = سُحب
backlog-takes-back = العودة إلى هذا
backlog-not-told-in = لا يمكن قراءته بعد باللغة: { $languages }
backlog-translate = إضافة الكلمات بلغة أخرى
backlog-translate-text = الكلمات باللغة: { $language }
backlog-translate-by = اسم الشخص المؤهل الذي راجعها
backlog-translate-save = حفظ الكلمات
backlog-fault-step = اختر الخطوة التالية.
backlog-fault-reason = يحتاج هذا القرار إلى سبب يستطيع المرضى قراءته.
backlog-fault-long = النص طويل جدًا. الحد الأقصى للأحرف: { $most }
backlog-fault-reviewer = اكتب اسم من راجع هذه الكلمات.
backlog-fault-language = لا يمكن حفظ هذه الكلمات: الاستبيان غير متوفر بهذه اللغة.
backlog-fault-changed = قرر شخص آخر في هذا الأمر في هذه الأثناء. راجعه من جديد.
backlog-fault-told = لا يستطيع الجميع قراءة الجواب بعد. ينقص: { $languages }
heard-title = ما قلتموه لنا، وما قررناه، ولماذا
heard-intro = أخبرنا من يأتون إلى { $center } بما يهمهم أكثر. وهذا جوابنا.
heard-empty = لا يوجد جواب هنا بعد. عندما يتقرر شيء ستجدونه في هذه الصفحة.
heard-status-accepted = سنفعل هذا
heard-status-not_now = ليس الآن
heard-status-declined = لن نفعل هذا
heard-status-testing = نجرّبه الآن
heard-status-implementing = ننفّذه الآن
heard-status-done = تمّ
heard-tier-clear = قلتم لنا بوضوح: هذا من أهم الأمور.
heard-tier-probable = من المرجح جدًا أن يكون هذا من أهم الأمور لديكم.
heard-tier-close = هذا واحد من عدة أمور متقاربة الأهمية لديكم.
heard-tier-lower = أمور أخرى في القائمة أهم لديكم الآن.
heard-people = عدد من سمعناهم: { $people }
heard-decided = تاريخ القرار: { $date }
heard-draft = DRAFT (مسودة): لم يراجع أحد هذه الترجمة بعد.
heard-languages = اقرأ هذه الصفحة باللغة
heard-elsewhere = توجد أجوبة أخرى باللغات:
backlog-counts-as = يُحسب هذا الموضوع الآن ضمن موضوع آخر. تذهب النتائج الجديدة إليه، ويحتفظ هذا البند بتاريخه:

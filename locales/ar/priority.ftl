### What matters most? The ranking page of the staff.

priority-title = ما الأهم؟
priority-chance-only = هذا يشمل الصدفة فقط؛ فقد يرى من لم يجيبوا غير ذلك.
priority-quoted = «{ $topic }»
priority-list-more = { $list }، { $next }
priority-list-last = { $list } و{ $next }
priority-ranking = الترتيب
priority-place = المرتبة
priority-issue = الموضوع
priority-wins = كم مرة يتقدم على غيره
priority-in-top = { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}
priority-tier-clear = واضح
priority-tier-probable = مرجّح
priority-tier-close = متقارب جدًا
priority-tier-lower = أدنى في القائمة
# Left to right: turned round, "> 99" would say less than 99.
priority-likelihood-almost-certain = شبه مؤكد ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-likelihood-very-likely = مرجّح جدًا ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-likelihood-likely = محتمل ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-likelihood-about-even = متساوي الاحتمال تقريبًا ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-likelihood-unlikely = غير مرجّح ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-likelihood-very-unlikely = مستبعد جدًا ({ "\u2066" }{ $percent } %{ "\u2069" })
priority-plot = يتقدم في { $percent } % من المقارنات؛ مجال 95 %: من { $low } إلى { $high } %
priority-plot-alone = يتقدم في { $percent } % من المقارنات
priority-no-one-chose = لم يختره أحد
priority-not-asked = لم يُسأل أحد عن هذه المواضيع بعد، لذلك ليست في الترتيب:
priority-flag-unverified = وصلت كل الإجابات عبر رابط مفتوح، وقد يكون شخص أجاب أكثر من مرة. اقرؤوا هذا الترتيب بحذر.
priority-heard = من سمعنا
priority-language = اللغة
priority-count = العدد
priority-hidden = غير معروض
priority-hidden-note = لا تُعرض أعداد من 1 إلى 10 أشخاص، ولا ما قد يكشفها.
priority-heard-hidden = لا تُعرض الأعداد حسب اللغة، لأنها تكشف قلة من أجابوا بإحداها.
priority-beside = إجابات عبر رابط مفتوح، محفوظة جانبًا وغير محسوبة: { $count }
priority-beside-few = وصلت إجابات قليلة عبر رابط مفتوح، وهي محفوظة جانبًا وغير محسوبة.
priority-how = كيف أُعدّ هذا
priority-how-score = اختار كل شخص الأهم بالنسبة إليه. نقارن المواضيع اثنين اثنين: أيهما وضعه أولًا؟ التعادل يُحسب نصفًا. والنتيجة هي كم مرة يتقدم الموضوع.
priority-how-consent = نحسب فقط من وافقوا على هذا الاستخدام. ومن يتراجع يخرج من الترتيب فورًا.
priority-how-chance = { $draws } سحبًا عشوائيًا تبيّن كم يمكن للصدفة وحدها أن تغيّر المراتب.
priority-publish = نشر هذا الترتيب
priority-publish-note = النشر يثبّت هذه الأرقام وينقل المواضيع الأولى إلى قائمة العمل. وما قرره الناس يبقى كما هو.
priority-published = نُشر الترتيب. والمواضيع الأولى في قائمة العمل.
priority-last-published = آخر نشر: { $date }
priority-too-few = أجاب حتى الآن أقل من 11 شخصًا. حمايةً لهم لا نعرض أو ننشر شيئًا بعد.
priority-too-few-next = مشاركة الاستبيان مع مزيد من الناس
priority-no-survey = لا يوجد بعد استبيان منشور يرتّب المواضيع.
priority-no-survey-next = بدء استبيان ونشره
priority-cannot-rank = لا يمكن حساب هذا الترتيب من الإجابات الموجودة.
priority-cannot-weight = جدول الأشخاص الذين تخدمونهم لا يطابق من أجابوا عن هذا الاستبيان: لم يجب أحد من إحدى مجموعاته، أو أجاب أشخاص من مجموعة لا يذكرها. لذلك لا يمكن ترجيح الإجابات به.
priority-cannot-weight-empty = لم يجب أحد من هذه المجموعة في الجدول: { $group }
priority-cannot-weight-unknown = هؤلاء أجابوا، والجدول لا يذكر مجموعتهم: { $group }
priority-cannot-weight-next = راجعوا الجدول وحددوا المجموعة التي تحل محلها، أو ضعوه جانبًا
priority-shown-unweighted = غير مرجّح بعد، فلا يمكن نشره.
priority-other-surveys = استبيانات أخرى
priority-place-in-tier = ‏{ $place } ({ $tier })
priority-among = بين من سمعناهم (عددهم { $people }):
priority-among-open = بين الإجابات التي وصلت عبر رابط مفتوح (عددها { $people }):
priority-among-weighted = بين من سمعناهم (عددهم { $people })، بعد الترجيح ليشبهوا مرضانا:
priority-one-in-top = { $topic }: { $likelihood } { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}.
priority-none-sure = لا يوجد بعد موضوع مؤكد { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}.
priority-close = متقاربة جدًا (المراتب { $places }): { $topics }. تعاملوا معها كمجموعة واحدة.
priority-close-alone = متقارب جدًا (المراتب { $places }): { $topics }. أبقوه على القائمة.
priority-left-open = { $open ->
    [one] يبقى لها مكان واحد مفتوح من أصل { $k }.
    [two] يبقى لها مكانان مفتوحان من أصل { $k }.
    [few] تبقى لها { $open } أماكن مفتوحة من أصل { $k }.
   *[other] يبقى لها { $open } مكانًا مفتوحًا من أصل { $k }.
}
priority-precise = الدقة تشبه نحو { $people } إجابة اختيرت عشوائيًا.
priority-legend = النقطة: نسبة المقارنات التي فاز بها. الخط: مجال 95 %. الخط المتقطع: النصف. المرتبة: المراتب التي تسمح بها الإجابات. الشريط: احتمال أن يكون ضمن الأوائل.
priority-part = الجزء { $number }: قورنت هذه المواضيع بعضها ببعض ولم تُقارن بغيرها. المراتب داخل الجزء وحده.
priority-flags = قبل الاعتماد على هذا
priority-flag-contested = من دون إحدى طرق الإجابة تتغير المراتب الأولى. لذلك لا نسمّي شيئًا هنا واضحًا.
priority-flag-method = طريقة عدّ أخرى تعطي أوائل أخرى. لذلك لا نسمّي شيئًا هنا واضحًا.
priority-flag-channel = لو كان لكل طريقة إجابة صوت واحد لتغيرت المراتب الأولى. لذلك لا نسمّي شيئًا هنا واضحًا.
priority-flag-provisional = بعض المواضيع جديدة ولم يرها إلا قليلون. قد تتغير مراتبها.
priority-flag-disconnected = بعض المواضيع لم تُقارن ببعضها قط. لا ترتيب مشتركًا، فكلها متقاربة جدًا.
priority-flag-deff-2 = بسبب الترجيح، هذه الإجابات أقل دقة بكثير مما يوحي به عددها.
priority-flag-deff-3 = لعدد قليل هنا وزن كبير جدًا، فالإجابات أقل دقة بكثير مما يوحي به عددها. اجمعوا المجموعات الصغيرة قبل الاعتماد عليها.
priority-flag-margins = حتى بعد الترجيح، لا يشبه من سمعناهم مرضانا تمامًا.
priority-flag-sessions = عُقد أقل من 8 جلسات استماع، فقد تكون المجالات أضيق مما ينبغي.
priority-new = جديد: لم يره إلا قليلون
priority-band-clear = { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} بنسبة 95 % أو أكثر
priority-band-probable = { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} بنسبة 80 % أو أكثر
priority-band-close = قد تكون { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} أو لا: مجموعة واحدة
priority-band-lower = { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} بنسبة أقل من 20 %
priority-csv = هذا الجدول كملف (CSV)
priority-words = بكلماتهم
priority-record = الترتيبات المنشورة
priority-public = ما يمكن للجميع قراءته
priority-publish-title = النشر
priority-gone = عدد من كانوا محسوبين آنذاك ولم يعودوا محسوبين: { $people }.
priority-gone-few = قليلون (10 أو أقل) كانوا محسوبين آنذاك ولم يعودوا محسوبين.
priority-groups = لمن يختلف الأمر
priority-tail-left-out = طُبع من دون المواضيع الأدنى في القائمة والمتساوية عند الجميع. تجدونها في الصفحة الأولى.
priority-missed-title = ما يفوت المتوسط
priority-missed = { $group }: { $topic } { $likelihood } { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
} لديهم. وعند الجميع معًا هو في المرتبة { $place }.
priority-missed-none = لا توجد مجموعة كبيرة بما يكفي تضع في المقدمة موضوعًا يضعه الجميع معًا بعيدًا في الأسفل.
priority-slope = من ترتيب الجميع (العمود الأول) إلى ترتيب { $group } (العمود الثاني)
priority-as-table = الشيء نفسه في جدول
priority-groups-small = لا تُعرض وحدها، حمايةً للمجموعات الصغيرة:
priority-groups-session = ادعوهم إلى جلسة استماع خاصة بهم، ليُسمعوا هم أيضًا.
priority-groups-legend = كم مرة يتقدم الموضوع في كل مجموعة: كلما كان اللون أغمق كان ذلك أكثر. ▲ أو ▼: أكثر أو أقل مما عند الآخرين، بما يتجاوز الصدفة.
priority-steps-note = كلما قلّ عدد الناس اتسعت الخطوات التي تُذكر بها نسبهم، حتى لا يُعرف منها صوت أحد.
priority-groups-none = لا توجد بعد مجموعات لوضعها جنبًا إلى جنب.
priority-more = أكثر مما عند الآخرين
priority-less = أقل مما عند الآخرين
priority-everybody = الجميع
priority-equal-groups = كل مجموعة تُحسب مرة
priority-worst-group = أدنى نسبة بين المجموعات
priority-sources = حسب طريقة الإجابة
priority-source-sms = برسالة نصية
priority-source-web = على الويب برابط شخصي
priority-source-open = عبر رابط مفتوح
priority-source-session = في جلسات الاستماع
priority-sources-legend = كم مرة يتقدم الموضوع في كل طريقة إجابة: كلما كان اللون أغمق كان ذلك أكثر. الإجابات عبر رابط مفتوح تُعرض جانبًا ولا تُحسب مع غيرها.
priority-without = من دونها: { $place }
priority-untried = لا يُعرف هل يبقى الترتيب كما هو دون هذه الطرق، لأن الإجابات الأخرى وحدها لا يمكن ترجيحها أو لا تقارن كل المواضيع: { $sources }
priority-without-legend = «من دونها»: مرتبة الموضوع إذا تُركت هذه الإجابات.
priority-sources-one = وصلت كل الإجابات بطريقة واحدة، فلا شيء يُقارن.
priority-sources-held-back = لا تُقارن طرق الإجابة بعضها ببعض، حمايةً للمجموعات الصغيرة.
priority-sources-small = لا تُعرض وحدها، حمايةً للمجموعات الصغيرة:
priority-signal-same = تكررت ورقة التصويت نفسها كثيرًا ({ $source }): { $count } مرة، والمتوقع نحو { $expected }. ينبغي أن ينظر فيها شخص.
priority-signal-differs = { $source }: يرون هناك ما يلي بخلاف جميع الآخرين: { $topics }. اسألوا عن السبب قبل الاعتماد عليه.
priority-weights = مع الترجيح ومن دونه
priority-weighted = مع الترجيح
priority-unweighted = من دون ترجيح
priority-history = مع مرور الوقت
priority-history-drawn = مراتب المواضيع في كل ترتيب منشور. والجدول أدناه يقول الشيء نفسه.
priority-now = الآن
priority-heard-count = العدد: { $people }
priority-history-none = بعد نشر ترتيب ووصول إجابات أخرى، يظهر هنا كيف تتغير المراتب.
priority-others = مدى اليقين بطرق عدّ أخرى
priority-this-ranking = هذا الترتيب
priority-way-unweighted = من دون ترجيح
priority-way-channels = صوت واحد لكل طريقة إجابة
priority-way-model = نموذج بلاكيت–لوس
priority-way-duels = مواجهات ثنائية (شولتسه)
priority-way-set-aside = مع الأوراق التي وُضعت جانبًا
priority-others-legend = الأرقام هي المراتب. في المقدمة ينبغي أن تقول الشيء نفسه تقريبًا. وإن خالفت طريقة أخرى أو وسيلة إجابة أخرى هذا الترتيب بما يفوق الصدفة، تذكر هذه الصفحة ذلك في أولها. بقية الأعمدة للمقارنة.
priority-tipping = إذا فضّل من لم يجيبوا { $next } على { $last } بأكثر من { $points } نقطة، تبادل الاثنان مكانيهما. أجاب { $rate } % ممن سُئلوا.
priority-tipping-never = أجاب كثيرون ({ $rate } % ممن سُئلوا)، فلا يستطيع الباقون أن يقدّموا { $next } على { $last } أيًّا كان ما يفضلونه.
priority-tipping-tie = { $next } و{ $last } متساويان، فمن لم يجيبوا قد يرجّحون أيًّا منهما. أجاب { $rate } % ممن سُئلوا.
priority-tipping-unknown = لا يمكن لهذه الصفحة أن تقول كم ينبغي أن يختلف من لم يجيبوا لتتغير المراتب الأولى.
priority-flip = عدد الأوراق المنسّقة التي تكفي لتغيير { $k ->
    [1] المرتبة الأولى
   *[other] أول { $k }
}: نحو { $ballots }.
priority-flip-weighted = يُفترض هنا أن كل ورقة منها بوزن أثقل الأوراق؛ ولو كانت أخف لاحتيج إلى أكثر.
priority-not-weighted = الإجابات غير مرجّحة: لكل شخص الوزن نفسه.
priority-back = العودة إلى الترتيب
priority-how-steps = خطوة بخطوة
priority-how-facts = الأعداد والإعدادات
priority-how-margins = إلى ماذا رُجّحت الإجابات
priority-how-uncovered = ما لا يشمله
priority-how-people = لكل شخص صوت واحد، برسالة أو عبر الويب. ومن يجيب مرة أخرى يُحسب مرة واحدة بإجابته الأخيرة.
priority-how-weights = حيث تُعرف نسب مرضانا، يُرجّح الناس ليشبه من سمعناهم جميع المرضى. وللأوزان حدود، كي لا يقرر القليلون عن الكثيرين.
priority-how-slates = لم تُعرض كل المواضيع على الجميع. يُقارن موضوعان بإجابات من رأوا الاثنين. وحيث كان من رأوهما قليلين، يُحسب ما تدل عليه المقارنات الأخرى كإجابتين إضافيتين.
priority-how-neighbour = إذا لم يجب أحد من { $group }، تحدث { $neighbour } باسمهم.
priority-how-tiers = واضح: 95 % أو أكثر ضمن الأوائل. مرجّح: 80 % أو أكثر. متقارب جدًا: من 20 إلى 80 %. أدنى في القائمة: أقل من 20 %. وحيث تناقضه طريقة عدّ أخرى لا يُسمّى شيء واضحًا.
priority-how-groups = تُرتّب المجموعات من 11 شخصًا أو أكثر كلٌّ وحدها. يفوت المتوسطَ موضوعٌ مرجّح جدًا (80 % أو أكثر) ضمن أوائل مجموعة ومستبعد جدًا (20 % أو أقل) ضمن أوائل الجميع.
priority-how-opinions = ثلاث طرق عدّ أخرى تجري إلى جانبه: صوت واحد لكل طريقة إجابة، ونموذج بلاكيت–لوس، ومواجهات ثنائية (شولتسه). كما تُترك كل طريقة إجابة مرة.
priority-how-opinions-two = طريقتا عدّ أخريان تجريان إلى جانبه: نموذج بلاكيت–لوس، ومواجهات ثنائية (شولتسه). كما تُترك كل طريقة إجابة مرة. لم تجمع أي طريقة إجابة 30 شخصًا أو أكثر يمثلون كل المرضى، لذلك لا عدّ بصوت واحد لكل طريقة.
priority-how-tail = يختار الناس الأهم فقط. ترتيب المراتب الدنيا لا يقول الكثير.
priority-how-hidden = أعداد من 1 إلى 10 أشخاص، ومجموعات أصغر من أن تُعرض وحدها.
priority-how-feasible = ما هو ممكن وما يكلّفه. تقرر الإدارة ذلك وتقول السبب.
priority-fact-people = عدد المحسوبين
priority-fact-beside = إجابات عبر رابط مفتوح، جانبًا
priority-fact-empty = أوراق لم تقارن شيئًا
priority-fact-precise = بدقة هذا العدد المختار عشوائيًا
priority-fact-deff = كلفة الترجيح (أثر التصميم)
priority-fact-top = المراتب التي هي «الأوائل»
priority-fact-draws = عدد السحوبات العشوائية
priority-fact-seed = بداية السحوبات (البذرة)
priority-fact-trim = أصغر وزن وأكبر وزن
priority-fact-margin-error = بعد الترجيح، أكبر زيادة أو نقص لمجموعة عن نسبتها من مرضانا، كجزء من تلك النسبة
priority-fact-response = نسبة من أجابوا ممن سُئلوا
priority-none = لا يوجد
priority-unknown = غير معروف
priority-few = 10 أو أقل
priority-percent = { $percent } %
priority-words-intro = كلمات من وافقوا على الاقتباس من دون أسمائهم، إلى جانب المواضيع التي يتحدثون عنها. وما لم يراجعه أحد بعد يوضع إلى جانب الموضوع الذي قدّمه صاحبه، وقد يتحدث عن أمر آخر. ثلاثة على الأكثر لكل موضوع.
priority-words-trail = كل اطّلاع على هذه الصفحة يُسجّل في سجل التدقيق.
priority-words-none = لا توجد كلمات لعرضها. لم يوافق بعد أحد ممن كتبوا على الاقتباس.
priority-words-asked = السؤال:
priority-words-translated = بلغة أخرى، كما كتبه فريقنا:
priority-record-intro = يُحفظ كل ترتيب كما نُشر ويمكن حسابه من جديد.
priority-record-on = التاريخ
priority-record-by = نشره
priority-record-top = في المقدمة
priority-record-none = لم يُنشر أي ترتيب بعد.

# Signs, what is set aside, and what was brought up unasked.
priority-signs = هل يبدو أن شيئًا ما منسَّق؟
priority-signs-intro = هذه علامات وليست دليلًا. قد تجيب عائلة أو صف أو كنيسة بالطريقة نفسها لأسباب وجيهة، لذلك ينظر فيها شخص أولًا. لا يُحذف شيء.
priority-signs-none = لا شيء لافت للنظر.
priority-sign-gone = لم يُنحَّ شيء: هذه العلامة لم تعد موجودة. انظر إلى العلامات أدناه مرة أخرى.
priority-sign = علامة { $number }
priority-sign-ballot = ما تقوله، الأهم أولًا:
priority-aside-is = موضوعة جانبًا
priority-aside-reason = لماذا توضع جانبًا؟
priority-aside-note = تبقى محفوظة. يُعرض الترتيب معها ومن دونها، ويمكن هنا إعادة احتسابها. وما يصل لاحقًا من النوع نفسه يوضع جانبًا أيضًا.
priority-aside-set = ضع هذه الأصوات جانبًا
priority-asides = الموضوع جانبًا الآن
priority-asides-count = الأصوات الموضوعة جانبًا: { $ballots }
priority-asides-note = تظهر النتيجة معها في صفحة الترتيب ضمن طرق العد الأخرى.
priority-aside-because = السبب:
priority-aside-again = أعد احتسابها
priority-aside-ballot = { $source }: كل الأصوات التي تقول { $ballot }
priority-aside-source = { $source }: كل الأصوات
priority-aside-done = وُضعت هذه الأصوات جانبًا. يُعرض الترتيب بالطريقتين.
priority-again-done = تُحتسب هذه الأصوات من جديد.
priority-aside-why = اذكر السبب في 1 إلى { $most } حرفًا.
priority-raised = ما ذكره الناس من تلقاء أنفسهم
priority-raised-note = هذا عدد من تحدثوا عنه بكلماتهم. وهو ليس جزءًا من الترتيب: من لم يذكر شيئًا لم يضعه في الآخر.
priority-raised-few = عدد قليل
priority-raised-unlisted = ليس في أي قائمة بعد

### Own words, looked through for issues.

words-title = ماذا ذكر الناس من تلقاء أنفسهم؟
words-intro = يجيب الناس أيضًا بكلماتهم. هنا تقرؤها دون أسماء، وتقول عن أي مواضيع تتحدث. عدد من ذكروا موضوعًا يقف بجانب الترتيب ولا يدخل فيه أبدًا.
words-survey = الاستبيان
words-which = أي إجابات
words-show-new = لم تُراجع بعد
words-show-coded = روجعت
words-show = عرض
words-one = الإجابة { $number }
words-speaks-of = تتحدث عن:
words-none = لا شيء من هذه
words-save = حفظ
words-save-note = الإجابة التي بلا علامة تبقى هنا لوقت لاحق.
words-save-note-coded = الإجابة التي بلا علامة ستُراجع من جديد.
words-empty = لم يبقَ هنا ما يُراجع.
words-empty-coded = لم تُراجع أي إجابة بعد.
words-empty-no-survey = لا يوجد بعد استبيان يطلب من الناس كلماتهم.
words-raised = ذكروه من تلقاء أنفسهم
words-raised-note = أشخاص، يُحسب كل منهم مرة واحدة، وموافقتهم سارية الآن. الأعداد الصغيرة لا تُعرض.
words-col-topic = الموضوع
words-col-people = الأشخاص
words-few = قليلون
words-done-saved = تم الحفظ.
words-done-back = تم التراجع. هذه الإجابات ستُراجع من جديد.
words-fault-topic = دمج أحدهم أو أوقف أحد هذه المواضيع في هذه الأثناء. يرجى وضع العلامات من جديد.

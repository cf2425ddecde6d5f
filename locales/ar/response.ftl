# The pages on which people answer a survey. Short words, kind, true.

response-language = اللغة
response-draft = DRAFT (مسودة): لم يراجع أحد هذه الترجمة بعد.
response-consent-web = عند الإجابة في هذه الصفحة لا نرسل إليك رسائل نصية، ولا نسأل عن اسمك أو رقم هاتفك.
response-agree = نعم، أوافق
response-refuse = لا، شكرًا
response-refused-title = لا بأس
response-refused = شكرًا على القراءة. لم نحفظ أي شيء، ورعايتك تبقى كما هي.
response-refused-back = هل غيّرت رأيك؟ العودة
response-back = رجوع
response-step = السؤال { $number } من { $count }
response-continue = متابعة
response-skip = تخطٍّ
response-saved = يمكنك التوقف في أي وقت. ما أرسلته حتى الآن محفوظ، وعنوان هذه الصفحة يعيدك إليه. نرجو عدم مشاركة العنوان: كل من لديه العنوان يمكنه رؤية إجاباتك.
response-place =
    { $place ->
        [1] الاختيار الأول
        [2] الاختيار الثاني
        [3] الاختيار الثالث
       *[other] الاختيار رقم { $place }
    }
response-pick = نرجو الاختيار
response-yes = نعم
response-no = لا
response-day = اليوم
response-month = الشهر
response-year = السنة
response-date =
    { $month ->
        [1] { $day } يناير { $year }
        [2] { $day } فبراير { $year }
        [3] { $day } مارس { $year }
        [4] { $day } أبريل { $year }
        [5] { $day } مايو { $year }
        [6] { $day } يونيو { $year }
        [7] { $day } يوليو { $year }
        [8] { $day } أغسطس { $year }
        [9] { $day } سبتمبر { $year }
        [10] { $day } أكتوبر { $year }
        [11] { $day } نوفمبر { $year }
       *[other] { $day } ديسمبر { $year }
    }
response-error = خطأ:
response-problem = هناك مشكلة
response-missing-one = نرجو اختيار إجابة واحدة
response-missing-some = نرجو اختيار إجابة واحدة على الأقل
response-missing-place = نرجو تحديد الاختيار الأول على الأقل
response-missing-text = نرجو كتابة إجابة
response-wrong-number = نرجو كتابة رقم، مثل 3
response-wrong-precise = عدد الأرقام بعد الفاصلة يجب ألا يزيد على { $most }
response-wrong-date = نرجو كتابة اليوم والشهر والسنة بالأرقام، والسنة بأربعة أرقام
response-wrong-calendar = هذا اليوم غير موجود في التقويم. نرجو التحقق من التاريخ
response-wrong-range = نرجو اختيار رقم من { $min } إلى { $max }
response-wrong-too-small = نرجو اختيار رقم لا يقل عن { $min }
response-wrong-too-large = نرجو اختيار رقم لا يزيد على { $max }
response-wrong-repeated = تم اختيار «{ $choice }» مرتين. نرجو اختياره مرة واحدة فقط
response-wrong-too-many = عدد الاختيارات يجب ألا يزيد على { $most }
response-wrong-too-long = الإجابة طويلة. نرجو ألا تزيد على { $most } حرف
response-wrong-code = لا نعرف هذا الرمز. نرجو التحقق من كل حرف ورقم
response-check-title = مراجعة إجاباتك
response-check = هل هذا ما تريد قوله؟ ما زال التغيير ممكنًا. بعد الإرسال تبقى الإجابات كما هي.
response-change = تغيير
response-change-question = تغيير: { $question }
response-send = إرسال إجاباتي
response-skipped = تم تخطّيه
response-open = دون إجابة بعد
response-thanks-title = شكرًا لك!
response-thanks = وصلتنا إجاباتك. مهما قلت لنا، تبقى رعايتك كما هي.
response-heard = ماذا سمعنا وماذا نفعل بشأنه
response-receipt-title = رمز الإيصال
response-receipt = نرجو حفظ هذا الرمز، بصورة مثلًا. به يمكنك حذف إجاباتك لاحقًا. نحن لا نعرف أي الإجابات لك: هذا الرمز وحده يعثر عليها.
response-agreed = ما وافقت عليه
response-withdraw-link = حذف إجاباتي
response-withdraw-title = حذف إجاباتك
response-withdraw = نرجو كتابة رمز الإيصال الذي ظهر لك بعد إرسال إجاباتك. سنحذفها. المجاميع المنشورة من قبل لا تتغير.
response-withdraw-by-text = هل أجبت برسالة نصية؟ أرسل DELETE إلى الرقم الذي راسلك.
response-code = رمز الإيصال
response-withdraw-button = حذف إجاباتي
response-withdraw-back = الذهاب إلى الاستبيان
response-withdrawn-title = تم حذف إجاباتك
response-withdrawn = حذفنا ما قلته لنا. رعايتك تبقى كما هي.
response-stays-title = ما الذي يبقى
response-stays-proof = ملاحظة بأن شخصًا وافق ثم تراجع. ليس فيها اسم ولا أي من إجاباتك.
response-stays-backups =
    { $days ->
        [1] نسخ في نسخنا الاحتياطية. نحتفظ بكل نسخة احتياطية يومًا واحدًا على الأكثر.
        [two] نسخ في نسخنا الاحتياطية. نحتفظ بكل نسخة احتياطية يومين على الأكثر.
        [few] نسخ في نسخنا الاحتياطية. نحتفظ بكل نسخة احتياطية { $days } أيام على الأكثر.
       *[other] نسخ في نسخنا الاحتياطية. نحتفظ بكل نسخة احتياطية { $days } يومًا على الأكثر.
    }
response-stays-carriers = الرسائل النصية. إذا أرسلت إلينا رسائل، فقد تحتفظ بها شركات الهاتف للمدة التي تحددها قواعدها.
response-over-title = تم إرسال إجاباتك من قبل
response-over = ما أرسلته محفوظ. لم يعد تغييره ممكنًا، لذلك لم نحفظ هذه الإجابة.
response-over-withdrawn = انتهى هذا الاستبيان بالنسبة إليك، لذلك لم نحفظ هذه الإجابة.

# The demo's own pages.

demo-title = أربعة أشياء للتجربة
demo-what = هذا مركز ريفرسايد الصحي، وهو مركز من الخيال. يقول مرضاه ما يهمهم، وتقرر الإدارة وتجيب.
demo-language = اللغة
demo-phone-title = هاتف
demo-phone-what = راسل المركز كما يفعل المريض، بأي من ست لغات. ما يصل هو ما يعرضه هاتف حقيقي.
demo-phone-do = افتح الهاتف
demo-survey-title = الاستبيان على الويب
demo-survey-what = الاستبيان نفسه كصفحات: سؤال واحد في كل مرة، على شاشة صغيرة، دون حساب.
demo-survey-do = أجب عن الاستبيان
demo-ranking-title = ما الأهم؟
demo-ranking-what = ادخل كإدارة بالبيانات التي ظهرت عند بدء العرض. اطّلع على الترتيب ومدى الثقة به ثم انشره.
demo-ranking-do = اطّلع على الترتيب
demo-heard-title = ما سُمع وما أُنجز
demo-heard-what = قرر في قائمة التحسين، ثم اقرأ في الصفحة العامة ما يُقال للمجتمع.
demo-heard-do = اقرأ الصفحة العامة
demo-chat = رسائل نصية
demo-chat-empty = لا توجد رسائل بعد. أرسل كلمة مفتاحية للبدء.
demo-segments = { $count ->
    [1] جزء واحد · { $cost }
   *[other] عدد الأجزاء { $count } · { $cost }
 }
demo-write = رسالة نصية
demo-send = إرسال
demo-keywords-title = كلمات مفتاحية
demo-keywords-what = ملصق في غرفة الانتظار يقول: أرسل واحدة من هذه.
demo-hold-title = هاتف شخص ما
demo-hold-what = أضف قائمة أشخاص واسألهم. ثم أمسك هاتف واحد منهم: اكتب رقمه.
demo-hold-number = رقم الهاتف
demo-hold-do = أمسك هذا الهاتف
demo-hold-wrong = هذا ليس رقم هاتف. اكتبه مع رمز المنطقة، مثل ‎(617) 555-0110.
demo-try-title = ثم جرّب
demo-try-language = في منتصف الحوار اكتب “español” أو “English”.
demo-try-words = أجب بالكلمات بدلًا من الأرقام.
demo-try-stop = اكتب STOP ثم START.

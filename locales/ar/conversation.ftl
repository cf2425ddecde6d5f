# رسائل نصية. لتكن قصيرة: كل ٧٠ حرفاً تُحسب رسالة إضافية.

sms-consent-unclear = من فضلك أرسل 1 لنعم أو 2 للا.
sms-thanks = شكراً لك!
sms-how-choose-one = أرسل رقماً واحداً.
sms-how-choose-many = أرسل كل الأرقام المناسبة، مثل: 1 3
sms-how-rank = أرسل { $most } أرقام على الأكثر، الأهم أولاً، مثل: { $example }
sms-how-scale = أرسل رقماً من { $min } إلى { $max }.
sms-how-yes-no = أرسل 1 لنعم أو 2 للا.
sms-how-number = أرسل رقماً.
sms-how-date = أرسل تاريخاً، مثل: { $example }
sms-how-text = أرسل إجابتك بكلماتك.
sms-may-skip = أو أرسل تخطي.
sms-you-chose = اخترت: { $answer }. هل هناك خطأ؟ أرسل رجوع.
sms-not-understood = عذراً، لم نفهم.
sms-no-such-choice = عذراً، { $given } ليس في القائمة.
sms-out-of-range = عذراً، هذا الرقم ليس بين { $min } و{ $max }.
sms-too-many = عذراً، الحد الأقصى هو { $most }.
sms-repeated = عذراً، كل رقم يُحسب مرة واحدة.
sms-impossible-date = عذراً، هذا اليوم غير موجود في التقويم.
sms-offer-skip = يمكنك أيضاً إرسال تخطي أو مساعدة.
sms-needed = نود أن نسمع إجابتك. لتركها أرسل تخطي مرة أخرى.
sms-refused = { $center }: حسناً، لن نسأل. اختيارك لا يغيّر رعايتك.
sms-finished = شكراً لك! حُفظت إجاباتك. اطّلع على ما سمعناه وما نفعله: { $link }
sms-already-finished = { $center }: لقد أجبت عن هذا الاستبيان من قبل. شكراً لك!
sms-help = { $center }: نسأل المرضى عمّا يجب تحسينه. أرسل STOP لوقف الرسائل.
sms-help-call = { $center }: نسأل المرضى عمّا يجب تحسينه. لديك سؤال؟ اتصل على { $phone }. أرسل STOP لوقف الرسائل.
sms-stopped = { $center }: حسناً، لا مزيد من الرسائل. ما أجبت عنه يبقى محسوباً. حدث خطأ؟ أرسل START.
sms-stopped-call = { $center }: حسناً، لا مزيد من الرسائل. ما أجبت عنه يبقى محسوباً. لحذفه اتصل على { $phone }. حدث خطأ؟ أرسل START.
sms-started = { $center }: يمكنك استلام رسائلنا من جديد. أرسل STOP لوقفها.
sms-started-go-on = { $center }: يمكنك استلام رسائلنا من جديد. لمتابعة الاستبيان أرسل 1. أرسل STOP لوقف الرسائل.
sms-stop-unclear = هل أردت وقف الرسائل؟ 1 = متابعة، STOP = وقف
sms-crisis = هذا الرقم لا يُراقب على مدار الساعة. في الطوارئ اتصل على 911. للتحدث مع شخص الآن اتصل على 988 في أي وقت، مجاناً.
sms-nothing-open = { $center }: شكراً على رسالتك. لا يوجد سؤال الآن. أرسل مساعدة للمساعدة أو STOP لوقف الرسائل.
sms-draft = DRAFT

### A first survey: begun from the sample, or brought as a file.

start-title = بدء استبيان
start-intro = ابدأ من نموذجنا وغيّره كما تشاء، أو أحضر استبيانًا خاصًا بك. لا يُسأل أحد قبل أن تنشره.
start-sample-title = البدء من النموذج
start-sample-begun = لقد بدأت من النموذج من قبل.
start-sample-open = فتحه
start-sample-about = يسأل عمّا يجب تحسينه أولًا، وعن سهولة الحصول على الرعاية، وعمّا يعيقها. يعمل بالرسائل النصية وعلى الويب.
start-sample-questions = ما يسأل عنه
start-languages = اللغات
start-languages-about = هو مكتوب بـ{ $language }، وتُقرأ اللغات الأخرى بجانبها. اختر اللغات التي يقرؤها الناس هنا.
start-notice = ما يوافق عليه الناس
start-notice-about = فيه اسم مركزك. يمكنك تغيير كل النصوص بعد ذلك.
start-notice-read = قرأت ما يوافق عليه الناس، وهو صحيح لمركزنا.
start-sample = البدء بهذه النصوص
start-file-title = إحضار استبيان خاص بك
start-file-about = ألصق تعريف الاستبيان هنا. لا يُحفظ شيء ما دامت فيه أخطاء.
start-findings = ما يجب تصحيحه
start-finding-error = خطأ
start-finding-warning = للنظر فيه
start-definition = التعريف (TOML)
start-take = الفحص والإحضار
start-fault-unread = يرجى قراءة ما يوافق عليه الناس ووضع علامة بأنك قرأته.
start-fault-unreadable = لا يمكن قراءة التعريف. السطر { $line }: { $what }
start-fault-found = لا يمكن إرسال هذا الاستبيان بعد. ما يجب تصحيحه مذكور أدناه.
start-fault-incomplete = ينقص الاستبيان النص الذي يوافق عليه الناس، أو لغة.

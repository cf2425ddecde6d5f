### Mail to staff: invitations and new passwords.

mail-invitation-subject = حسابك في { $center }
mail-invitation = يدعوك { $center } إلى صفحات الموظفين. دورك: { $role }. للبدء، اختر كلمة مرور.
mail-invitation-action = اختيار كلمة مرور
mail-invitation-until = يعمل هذا الرابط مرة واحدة فقط، لمدة { $count } أيام. بعد ذلك، اطلب رابطًا جديدًا من الشخص الذي دعاك.
mail-not-expected = إذا لم تكن تنتظر هذه الرسالة، فيمكنك تجاهلها.
mail-reset-subject = كلمة مرور جديدة في { $center }
mail-reset = طلب شخص ما كلمة مرور جديدة لحسابك في { $center }.
mail-reset-action = اختيار كلمة مرور جديدة
mail-reset-until = يعمل هذا الرابط مرة واحدة فقط، لمدة { $count } دقيقة.
mail-reset-ignored = إذا لم تكن أنت من طلب ذلك، فيمكنك تجاهل هذه الرسالة. تبقى كلمة مرورك كما هي.
mail-changed-subject = تم تغيير كلمة مرورك في { $center }
mail-changed = تم للتو تغيير كلمة مرور حسابك في { $center }. تم تسجيل خروجك من كل الأجهزة.
mail-factor-subject = تم تغيير طريقة تسجيل دخولك في { $center }
mail-factor = تم للتو تغيير الخطوة الثانية لتسجيل الدخول إلى حسابك في { $center }، أو رموز الاسترداد الخاصة بها.
mail-changed-action = تسجيل الدخول
mail-changed-not-you = إذا لم تكن أنت من غيّرها، فأخبر أحد المسؤولين فورًا.
mail-link-instead = إذا لم يعمل الزر، فافتح هذا العنوان:
mail-footer = أرسل برنامج هذه الرسالة. لا أحد يقرأ الردود عليها.

### Signing in and the frame of the staff pages.

staff-sign-in-title = تسجيل الدخول
staff-sign-in-intro = لموظفي المركز الصحي.
staff-email = البريد الإلكتروني
staff-password = كلمة المرور
staff-sign-in = دخول
staff-sign-out = خروج
staff-sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة. يُرجى التحقق منهما ثم المحاولة من جديد.
staff-sign-in-wait = كانت هناك محاولات خاطئة كثيرة. يُرجى الانتظار ثم المحاولة من جديد. عدد الثواني: { $seconds }
staff-sign-in-note = يتم تسجيل خروجك بعد 15 دقيقة بدون نشاط.
staff-skip = انتقل إلى المحتوى
staff-nav = صفحات الموظفين
staff-nav-priorities = ما الأهم؟
staff-nav-backlog = ماذا نفعل حيال ذلك؟
staff-nav-heard = الصفحة العامة
staff-menu = القائمة
staff-signed-in-as = تم الدخول:
staff-group-listen = الاستماع
staff-group-decide = القرار
staff-group-look-after = الرعاية
staff-nav-home = كيف تسير الأمور؟
staff-undo = تراجع
staff-pages = صفحات أخرى
staff-page-previous = الصفحة السابقة
staff-page-next = الصفحة التالية

### The end of a session: a warning before it, and what was typed.

idle-title = هل ما زلت هنا؟
idle-about = يُسجَّل خروجك بعد 15 دقيقة بدون نشاط. وما كتبته محفوظ لك.
idle-two-minutes = بقيت دقيقتان
idle-one-minute = بقيت دقيقة واحدة
idle-half-minute = بقيت 30 ثانية
idle-last = أوشكت ساعاتك الاثنتا عشرة على الانتهاء: عليك قريبًا تسجيل الدخول من جديد. وما كتبته محفوظ لك.
idle-stay = البقاء مسجَّلًا
kept-title = حُفظ ما كتبته
kept-about = سُجِّل خروجك قبل إرسال هذا. حُفظ في { $time } ولم يُرسَل.
kept-typed = ما كتبته
kept-send = إرساله الآن
kept-throw = التخلص منه
kept-until = يُحفظ لمدة { $count } ساعة. أنت وحدك تراه.
kept-list = ما كتبته عند تسجيل خروجك

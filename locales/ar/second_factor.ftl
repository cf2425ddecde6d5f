### The second step of signing in: a code from a phone, or from paper.

second-title = أدخل رمزك
second-intro = افتح التطبيق الذي يعرض رموزك على هاتفك.
second-code = الرمز
second-hint = 6 أرقام من التطبيق، أو أحد رموز الاسترداد لديك
second-continue = متابعة
second-wrong = هذا الرمز غير صحيح أو سبق استخدامه. انتظر الرمز التالي في التطبيق ثم حاول من جديد.
second-over = استغرق ذلك وقتًا طويلًا. يُرجى إدخال كلمة المرور من جديد.
second-lost = ليس معك هاتفك ولا رموز الاسترداد؟ اطلب من أحد المسؤولين أن يتيح لك إعداد هاتف آخر.
factor-title = احمِ حسابك
factor-intro = من الآن تسجّل الدخول بكلمة المرور ورمز من هاتفك. فلا يستطيع أحد الدخول بكلمة المرور وحدها.
factor-app = 1. ثبّت تطبيقًا للرموز
factor-app-about = يصلح أي تطبيق لرموز الدخول، مثل Aegis أو Google Authenticator أو Microsoft Authenticator.
factor-scan = 2. امسح هذه الصورة بالتطبيق
factor-picture = رمز QR للتطبيق
factor-type = لا يمكنك مسحها؟ اكتب هذا المفتاح في التطبيق:
factor-confirm = 3. اكتب الأرقام الستة التي يعرضها التطبيق
factor-save = تفعيل
recovery-title = احتفظ بهذه الرموز
recovery-intro = إذا لم يكن هاتفك معك، فكل رمز من هذه الرموز يتيح لك الدخول مرة واحدة. اطبعها أو اكتبها واحفظها حيث لا يجدها غيرك. لن تظهر مرة أخرى.
recovery-list = رموز الاسترداد
recovery-done = حفظتها

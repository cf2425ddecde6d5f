# What stands on every page, and the pages of errors.

demo-banner = عرض تجريبي: كل الأشخاص هنا من الخيال ولا يُرسل أي شيء.
demo-start = صفحة البداية
error-not-found-title = هذه الصفحة غير موجودة
error-not-found = قد يكون العنوان غير صحيح، أو أن ما كان يعرضه لم يعد موجودًا.
error-forbidden-title = هذه الصفحة غير متاحة لك
error-forbidden = قد تحتاج إلى تسجيل الدخول من جديد، أو العودة وإرسال النموذج مرة أخرى.
error-refused-title = لم ينجح ذلك
error-refused = لم نتمكن من قراءة ما أُرسل. من فضلك عُد وحاول مرة أخرى.
error-failed-title = حدث خطأ لدينا
error-failed = هذا ليس خطأك. لم يُفقد شيء مما أرسلته من قبل. من فضلك حاول مرة أخرى بعد قليل.
error-request = رقم هذا الطلب: { $id }

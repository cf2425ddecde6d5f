### The places people come to.

sites-nav = المواقع
sites-title = إلى أين يأتي الناس؟
sites-intro = الموقع مكان يأتي إليه الناس. تذكره قوائم الناس، ويمكن قراءة النتائج بحسبه.
sites-list = المواقع
sites-empty = لا يوجد موقع بعد. أضف الأول هنا.
sites-name = اسم الموقع
sites-name-hint = كما يسميه الناس، مثل «العيادة الشرقية».
sites-add-title = إضافة موقع
sites-add = إضافة الموقع
sites-rename = تغيير الاسم
sites-new-name = الاسم الجديد
sites-save = حفظ الاسم
sites-done-added = أُضيف الموقع.
sites-done-renamed = صار للموقع اسمه الجديد.
sites-done-removed = سُحب الموقع.
sites-fault-empty = يرجى كتابة اسم للموقع.
sites-fault-long = هذا الاسم طويل جدًا. الحد 80 حرفًا.
sites-fault-taken = موقع آخر يحمل هذا الاسم.
sites-fault-changed = غيّر أحدهم هذا الموقع في هذه الأثناء. انظر إليه من جديد.
sites-fault-in-use = هناك أشخاص ينتمون إلى هذا الموقع، ولذلك يبقى.

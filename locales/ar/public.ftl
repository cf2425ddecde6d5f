### What people told us matters most: the page that everybody may read.

public-title = ما قال لنا الناس إنه الأهم
public-intro = من يأتون إلى { $center } أخبرونا بما نحسّنه أولًا. عدد من أجابوا: { $people }. التاريخ: { $date }.
public-unverified = كان بإمكان أي شخص أن يجيب عبر رابط مفتوح، فقد يكون بعضهم أجاب أكثر من مرة.
public-disconnected = لم يُسأل عن كل هذه الأمور معًا، لذلك ليس لها ترتيب واحد.
public-contested = لو حُسبت الإجابات بطريقة أخرى لكانت الأولى غيرها. فاقرأوا هذا الترتيب بحذر.
public-provisional = بعض هذه الأمور جديد ولم يره إلا قليل من الناس. قد يتغير مكانها.
public-tier-clear = { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}
public-says-clear = شبه مؤكد.
public-tier-probable = مرجّح جدًا { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}
public-says-probable = مرجّح جدًا، لكنه غير مؤكد.
public-tier-close = ربما { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}
public-says-close = الإجابات متقاربة جدًا، فلا يمكن معرفة أيها يأتي أولًا.
public-tier-lower = أقل احتمالًا { $k ->
    [1] في المرتبة الأولى
   *[other] ضمن أول { $k }
}
public-says-lower = هي مهمة أيضًا، لكن أمورًا أخرى ذُكرت أكثر هذه المرة.
public-chance = من لم يجيبوا قد يرون الأمر بطريقة أخرى. سنسأل من جديد.
public-empty = لا يوجد ما يُقرأ هنا بعد. حين يجيب عدد كافٍ ستجدونه في هذه الصفحة.
public-elsewhere = لا يمكن قراءة هذا بلغتك بعد. يمكن قراءته باللغات التالية:
public-to-heard = ما قررناه ولماذا
public-from-heard = ما قال لنا الناس إنه الأهم
public-others = استبيانات أخرى

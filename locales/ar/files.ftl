### Heads and words of the files for spreadsheets.

file-lowest = المرتبة من
file-highest = المرتبة إلى
file-topic = الاسم القصير
file-tier = مدى اليقين
file-from = من (%)
file-to = إلى (%)
file-remarks = ملاحظات
file-stratum = مقسّم حسب
file-group = المجموعة
file-name = الاسم
file-differs = مقارنة بالآخرين
file-yes = نعم
file-source = المصدر
file-counted = محسوب
file-beside = إلى جانبه
file-without = المرتبة من دونه
file-what = البند
file-value = القيمة

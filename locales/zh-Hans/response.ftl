# The pages on which people answer a survey. Short words, kind, true.

response-language = 语言
response-draft = DRAFT（草稿）：这份翻译还没有人审阅过。
response-consent-web = 如果您在本页回答，我们不会给您发短信，也不会问您的姓名和电话号码。
response-agree = 是，我同意
response-refuse = 不用了，谢谢
response-refused-title = 没关系
response-refused = 谢谢您阅读。我们没有保存任何内容，您的医疗服务不受影响。
response-refused-back = 改变主意了？返回
response-back = 返回
response-step = 第 { $number } 题，共 { $count } 题
response-continue = 继续
response-skip = 跳过
response-saved = 您可以随时停下。已提交的内容都已保存，用本页的网址就能回来。请不要把网址给别人：有了它就能看到您的回答。
response-place =
    { $place ->
        [1] 第一选择
        [2] 第二选择
        [3] 第三选择
       *[other] 第 { $place } 选择
    }
response-pick = 请选择
response-yes = 是
response-no = 否
response-day = 日
response-month = 月
response-year = 年
response-date = { $year }年{ $month }月{ $day }日
response-error = 错误：
response-problem = 有一个问题
response-missing-one = 请选择一个答案
response-missing-some = 请至少选择一个答案
response-missing-place = 请至少选出您的第一选择
response-missing-text = 请写下您的回答
response-wrong-number = 请填写数字，例如 3
response-wrong-precise = 小数点后最多 { $most } 位，请修改
response-wrong-date = 请用数字填写年、月、日，年份要写四位
response-wrong-calendar = 日历上没有这一天，请检查日期
response-wrong-range = 请填写 { $min } 到 { $max } 之间的数字
response-wrong-too-small = 请填写不小于 { $min } 的数字
response-wrong-too-large = 请填写不大于 { $max } 的数字
response-wrong-repeated = “{ $choice }”选了两次，请只选一次
response-wrong-too-many = 最多选 { $most } 项，请修改
response-wrong-too-long = 回答最多 { $most } 个字，请写短一些
response-wrong-code = 找不到这个代码，请检查每个字母和数字
response-check-title = 检查您的回答
response-check = 这是您想说的吗？现在还可以修改。提交后就不能再改了。
response-change = 修改
response-change-question = 修改：{ $question }
response-send = 提交我的回答
response-skipped = 已跳过
response-open = 还没有回答
response-thanks-title = 谢谢您！
response-thanks = 我们已收到您的回答。无论您说了什么，您的医疗服务都不受影响。
response-heard = 看看我们听到了什么、正在做什么
response-receipt-title = 您的回执代码
response-receipt = 请保存这个代码，比如拍张照片。以后您可以用它删除您的回答。我们不知道哪些回答是您的，只有这个代码能找到它们。
response-agreed = 您同意的内容
response-withdraw-link = 删除我的回答
response-withdraw-title = 删除您的回答
response-withdraw = 请填写您提交回答后得到的回执代码，我们会删除您的回答。已经公布的总数不会改变。
response-withdraw-by-text = 您是用短信回答的吗？请发 DELETE 到给您发短信的号码。
response-code = 回执代码
response-withdraw-button = 删除我的回答
response-withdraw-back = 前往问卷
response-withdrawn-title = 您的回答已删除
response-withdrawn = 我们已删除您告诉我们的内容。您的医疗服务不受影响。
response-stays-title = 哪些内容会留下
response-stays-proof = 一条记录：有人同意过，后来又撤回了。其中没有姓名，也没有您的任何回答。
response-stays-backups = 我们备份里的副本。每份备份最多保留 { $days } 天。
response-stays-carriers = 短信。如果您给我们发过短信，电话公司可能会按自己的规定保留这些短信。
response-over-title = 您已经提交过回答
response-over = 您提交的内容很安全，但不能再修改，所以我们没有保存这个回答。
response-over-withdrawn = 这份问卷对您已经结束，所以我们没有保存这个回答。

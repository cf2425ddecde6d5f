### How is it going? The door of the console, and the first run.

home-title = 进展如何？
home-first-title = 欢迎，我们来做好准备
home-first-intro = 只需五步，大家就能作答。完成的步骤会自动打勾。
home-step-is-done = 已完成
home-step-is-next = 现在
home-step-is-operators = 由运维人员处理
home-step-sites = 填写诊所地点
home-step-sites-about = 大家前来就诊的地方，以便听到每个地点的声音。
home-step-sites-do = 添加地点
home-step-languages = 选择语言
home-step-languages-about = 从我们的样例开始第一份问卷，使用大家能读懂的语言。
home-step-languages-do = 开始一份问卷
home-step-consent = 请人阅读并签署同意书
home-step-consent-about = 每种语言都由一位合格的人阅读大家所同意的内容和每道题，并签上姓名。
home-step-consent-do = 阅读并签名
home-step-text = 给自己发一条测试短信
home-step-text-about = 看看大家会在手机上看到什么。
home-step-text-do = 发送测试短信
home-step-text-operator = 短信需要在运行 Hearth 的地方设置三项：TWILIO_ACCOUNT_SID、TWILIO_AUTH_TOKEN 和 TWILIO_FROM。没有这些设置，大家只能在网页上作答。
home-step-survey = 发布第一份问卷
home-step-survey-about = 从此大家就能作答。
home-step-survey-do = 发布
home-mail-operator = 邮件尚未发送：Hearth 把邮件写入一个文件夹。需要在运行 Hearth 的地方设置 SMTP_URL 和 HEARTH_MAIL_FROM。
home-needs = 现在需要人处理的事
home-needs-nothing = 目前没有。
home-to-decide = { $count ->
    [1] 1 个议题等待决定
   *[other] { $count } 个议题等待决定
}
home-to-tell = { $count ->
    [1] 1 条答复尚不能用所有语言阅读
   *[other] { $count } 条答复尚不能用所有语言阅读
}
home-to-read = 待阅读并签名的语言：
home-to-publish = 有较新的版本尚未发布
home-under-way = 进行中的问卷
home-answered-in = 可作答的语言
home-lately = 最近 7 天开始作答
home-nothing-under-way = 目前还没有可以作答的问卷。

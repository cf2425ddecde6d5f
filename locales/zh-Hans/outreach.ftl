### 用短信向大家提问：问谁、何时、费用多少、进展如何。

asking-nav = 向大家提问
asking-title = 我们问谁？
asking-intro = 用短信把调查发给名单上的人。只会问同意接收短信的人。
asking-new = 向大家提问
asking-empty = 还没有问过任何人。
asking-list = 我们问过的
asking-survey = 调查
asking-panel = 名单
asking-state = 状态
asking-confirmed-at = 确认时间
asking-state-waiting = 仍可取消
asking-state-sending = 正在提问
asking-state-paused = 已暂停
asking-state-halted = 被拦截
asking-state-finished = 已问完所有人
asking-state-stopped = 已终止
asking-state-cancelled = 已取消
asking-back = 我们问过的所有内容
asking-choose-title = 问什么，问谁？
asking-choose-survey = 哪个调查？
asking-choose-panel = 哪份名单？
asking-members = { $count ->
    [one] { $count } 人
   *[other] { $count } 人
}
asking-site = 院区
asking-all-sites = 所有院区
asking-only-languages = 只问说以下语言的人
asking-only-languages-hint = 不选则问说任何语言的人。
asking-look = 看看会问到谁
asking-no-survey = 没有已发布的调查。请先发布一个。
asking-no-panel = 还没有名单。请先导入一份。
asking-plan-title = { $count ->
    [one] 要问 { $count } 人吗？
   *[other] 要问 { $count } 人吗？
}
asking-plan-panel = 来自名单“{ $panel }”。
asking-plan-site = 只限 { $site } 的人。
asking-who = 会问到谁
asking-language = 语言
asking-people = 人数
asking-segments = 短信条数
asking-price = 价格
asking-total = 合计
asking-speak-another = 其中，本调查在其语言中尚无人审校的人数：{ $count }
asking-estimate = 这是估算，每条 { $price }。第一轮短信约 { $first }。如果所有人都答完，总共约 { $most }。
asking-who-not = 不会问到谁
asking-not-consented = 未同意接收短信
asking-opted-out = 不想再收短信
asking-unusable = 没有能收短信的号码
asking-answered-before = 已答过本调查，或正在作答
asking-everybody = 名单上的所有人都可以问。
asking-busy = 正在答另一份调查，之后再问的人数：{ $count }
asking-when = 短信何时发出
asking-hours = 按每个人所在地的时间，从 { $from } 到 { $to }。今天问不到的人明天再问。
asking-duration = 发送约需 { $hours } 小时 { $minutes } 分钟，夜间不计。
asking-text = 第一条短信
asking-segment-count = 条数：{ $count }
asking-test-title = 给自己发一条测试
asking-test-about = 您会像其他人一样收到第一条短信，但不能用它作答。日志会记录发送过测试。
asking-phone = 电话号码
asking-test-send = 发送测试
asking-test-sent = 测试短信正在发送。
asking-test-no-number = 请检查电话号码。应为十位数字，或以 + 和国家代码开头。
asking-test-no-texts = 此号码不想再收短信，因此不发送测试。
asking-confirm-title = 一切都对吗？
asking-confirm-about = 确认后您有 60 秒可以取消。在此之前什么都不会发出。
asking-confirm = { $count ->
    [one] 问 { $count } 人
   *[other] 问 { $count } 人
}
asking-nobody = 这份名单上没有人可以问。
asking-goes-nowhere = 目前不会发出短信：与 Twilio 的连接尚未设置。
asking-cancel-title = 您仍可以取消
asking-seconds-left = 剩余秒数：
asking-starts-at = 第一条短信不会早于 { $time } 发出。
asking-cancel = 全部取消
asking-progress = 已问 { $asked } 人，共 { $all } 人
asking-pause = 暂停
asking-pause-about = 最后几秒的短信可能仍会送达。
asking-go-on = 继续
asking-stop = 彻底停止
asking-stop-about = 不再问其他人。已经问到的人仍可作答。
asking-stop-now = 现在停止
asking-halted = 电话公司拒收我们的短信，因为我们的发送方没有登记（错误 { $code }）。在与 Twilio 解决之前不会问任何人。之后请选择“继续”。
asking-too-late = 在您选择之前，情况已经变化。现在的情况如下。
asking-refresh = 查看现在的情况
asking-ends-at = 在 { $time } 之前问不到的人不再问。
asking-result = 进展如何
asking-sum-answered = 已回答
asking-sum-silent = 尚未回答
asking-sum-no = 拒绝
asking-sum-not-reached = 未能联系到
asking-detail = 详细情况
asking-completed = 答完
asking-partial = 答了一部分
asking-started = 正在作答
asking-delivered = 短信已送达，尚未回答
asking-sent = 短信已发出，尚未回答
asking-queued = 还没问到
asking-expired = 14 天内没有回答
asking-refused = 拒绝参加调查
asking-failed = 短信未送达
asking-unclear = 不清楚短信是否发出
asking-not-asked = 没有问
asking-see-people = 看看是谁
asking-see-people-note = 查看姓名和号码会记入日志。
asking-export = 以表格取出名单
asking-export-note = 一个文件（CSV），含每个人的姓名、号码、语言和状态。请妥善保管。日志会记录您取出了它。
asking-person = 姓名
asking-no-name = 姓名未知
asking-asked-at = 提问时间
asking-nobody-here = 这里目前没有人。
asking-seen-note = 日志会记录您看过此页。
asking-back-to-campaign = 返回查看进展

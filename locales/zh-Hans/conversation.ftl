# 短信。请尽量简短：每 70 个字多计一条。

sms-consent-unclear = 请回复 1 表示同意，或 2 表示不同意。
sms-invited = { $center }：有一份新调查。发 STOP 停止。
sms-thanks = 谢谢您！
sms-how-choose-one = 请回复一个数字。
sms-how-choose-many = 请回复所有适用的数字，例如：1 3
sms-how-rank = 请回复最多 { $most } 个数字，最重要的在前，例如：{ $example }
sms-how-scale = 请回复 { $min } 到 { $max } 之间的一个数字。
sms-how-yes-no = 请回复 1 表示是，或 2 表示否。
sms-how-number = 请回复一个数字。
sms-how-date = 请回复一个日期，例如：{ $example }
sms-how-text = 请用您自己的话回复。
sms-may-skip = 也可以回复“跳过”。
sms-you-chose = 您选了：{ $answer }。不对？请回复“返回”。
sms-not-understood = 对不起，我们没有看懂。
sms-no-such-choice = 对不起，列表中没有 { $given }。
sms-out-of-range = 对不起，这个数字不在 { $min } 和 { $max } 之间。
sms-too-many = 对不起，最多选 { $most } 个。
sms-repeated = 对不起，每个数字只算一次。
sms-impossible-date = 对不起，日历上没有这一天。
sms-offer-call = 您也可以回复“跳过”，或回复“回电”，我们会有人给您打电话。
sms-needed = 我们很想听到您的回答。如要略过，请再回复一次“跳过”。
sms-refused = { $center }：好的，我们不再提问。您的选择不会影响您的就医。
sms-finished = 谢谢您！您的回答已保存。看看我们听到了什么、正在做什么：{ $link }
sms-already-finished = { $center }：您已经回答过这份问卷了。谢谢！
sms-help = { $center }：我们想了解患者希望改进什么。回复 STOP 停止短信。
sms-help-call = { $center }：我们想了解患者希望改进什么。有问题请致电 { $phone }。回复 STOP 停止短信。
sms-stopped = { $center }：好的，不再发短信。您已有的回答仍然有效。误发了？请发 START。
sms-stopped-call = { $center }：好的，不再发短信。您已有的回答仍然有效。如要删除请致电 { $phone }。误发了？请发 START。
sms-started = { $center }：您可以重新收到我们的短信了。回复 STOP 停止。
sms-started-go-on = { $center }：您可以重新收到我们的短信了。要继续问卷请回复 1。回复 STOP 停止。
sms-stop-unclear = 您是想停止短信吗？1 = 继续，STOP = 停止
sms-crisis = 这个号码并非全天有人值守。紧急情况请拨打 911。想马上和人谈谈，请随时拨打 988，免费。
sms-will-call = { $center }：谢谢您。会有人拨打这个号码与您联系。您也可以随时继续发短信回答。
sms-nothing-open = { $center }：谢谢您的短信。现在没有问题要问。回复“帮助”获得帮助，回复 STOP 停止短信。
sms-draft = DRAFT

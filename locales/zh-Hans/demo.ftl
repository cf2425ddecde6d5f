# The demo's own pages.

demo-title = 可以试试的四件事
demo-what = 这里是 Riverside Health，一家虚构的社区健康中心。患者说出什么对他们重要；领导层作出决定并答复。
demo-language = 语言
demo-phone-title = 一部手机
demo-phone-what = 像患者一样用六种语言之一给健康中心发短信。收到的内容和真实手机上的一样。
demo-phone-do = 打开手机
demo-survey-title = 网页上的问卷
demo-survey-what = 同一份问卷的网页：一次一个问题，适合小屏幕，无需账号。
demo-survey-do = 回答问卷
demo-ranking-title = 什么最重要？
demo-ranking-what = 用演示启动时显示的领导层账号登录。查看排名及其把握程度，并发布。
demo-ranking-do = 查看排名
demo-heard-title = 听到的和做到的
demo-heard-what = 对待办事项作出决定，然后在公开页面上看看社区被告知了什么。
demo-heard-do = 阅读公开页面
demo-chat = 短信
demo-chat-empty = 还没有短信。发送一个关键词开始。
demo-segments = { $count ->
    [1] 1 段 · { $cost }
   *[other] { $count } 段 · { $cost }
 }
demo-write = 短信
demo-send = 发送
demo-keywords-title = 关键词
demo-keywords-what = 候诊室的海报上写着：发送其中一个词。
demo-hold-title = 某个人的手机
demo-hold-what = 先导入一份名单并向他们提问。然后拿起其中一个人的手机：输入其号码。
demo-hold-number = 电话号码
demo-hold-do = 拿起这部手机
demo-hold-wrong = 这不是电话号码。请连同区号一起输入，例如 (617) 555-0110。
demo-try-title = 然后试试
demo-try-language = 中途写“español”或“العربية”。
demo-try-words = 用文字而不是数字回答。
demo-try-stop = 发送 STOP，然后发送 START。

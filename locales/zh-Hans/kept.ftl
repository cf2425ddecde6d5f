### The end of a session: a warning before it, and what was typed.

idle-title = 您还在吗？
idle-about = 15 分钟没有操作后会自动退出。您输入的内容会为您保存。
idle-two-minutes = 还剩 2 分钟
idle-one-minute = 还剩 1 分钟
idle-half-minute = 还剩 30 秒
idle-last = 您的 12 小时即将结束：很快需要重新登录。您输入的内容会为您保存。
idle-stay = 保持登录
kept-title = 您输入的内容已保存
kept-about = 发送之前您已退出。内容保存于 { $time }，没有发送。
kept-typed = 您输入的内容
kept-send = 现在发送
kept-throw = 丢弃
kept-until = 内容保存 { $count } 小时。只有您能看到。
kept-list = 您退出时输入的内容

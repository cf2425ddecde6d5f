### A first survey: begun from the sample, or brought as a file.

start-title = 开始一份问卷
start-intro = 从我们的样例开始并随意修改，或带来您自己的问卷。发布之前不会询问任何人。
start-sample-title = 从样例开始
start-sample-begun = 您已经从样例开始了。
start-sample-open = 打开
start-sample-about = 它询问应先改进什么、就诊是否方便、有哪些阻碍。可通过短信和网页作答。
start-sample-questions = 它问什么
start-languages = 语言
start-languages-about = 原文是{ $language }，其他语言与它对照阅读。请选择这里的人能读懂的语言。
start-notice = 大家同意的内容
start-notice-about = 其中写有贵中心的名称。之后可以修改所有文字。
start-notice-read = 我已阅读大家同意的内容，它适合我们中心。
start-sample = 用这些文字开始
start-file-title = 带来您自己的问卷
start-file-about = 把问卷定义粘贴到这里。没有错误之后才会保存。
start-findings = 需要修改之处
start-finding-error = 错误
start-finding-warning = 请斟酌
start-definition = 定义（TOML）
start-take = 检查并导入
start-fault-unread = 请阅读大家同意的内容，并勾选已阅读。
start-fault-unreadable = 无法读取定义。第 { $line } 行：{ $what }
start-fault-found = 这份问卷还不能发出。需要修改之处见下方。
start-fault-incomplete = 问卷缺少大家同意的文字，或缺少语言。

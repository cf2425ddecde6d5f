### Signing in and the frame of the staff pages.

staff-sign-in-title = 登录
staff-sign-in-intro = 供健康中心工作人员使用。
staff-email = 电子邮箱
staff-password = 密码
staff-sign-in = 登录
staff-sign-out = 退出
staff-sign-in-wrong = 邮箱或密码不正确。请检查后再试一次。
staff-sign-in-wait = 错误次数过多。请稍等后再试。需等待的秒数：{ $seconds }
staff-sign-in-note = 15 分钟没有操作后会自动退出。
staff-skip = 跳到正文
staff-nav = 工作人员页面
staff-nav-priorities = 什么最重要？
staff-nav-backlog = 我们在做什么？
staff-nav-heard = 公开页面
staff-menu = 菜单
staff-signed-in-as = 已登录：
staff-group-listen = 倾听
staff-group-decide = 决定
staff-group-look-after = 管理
staff-nav-home = 进展如何？
staff-undo = 撤销
staff-pages = 更多页面
staff-page-previous = 上一页
staff-page-next = 下一页

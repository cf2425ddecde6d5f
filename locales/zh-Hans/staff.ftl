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
staff-nav = 工作人员页面
staff-nav-priorities = 什么最重要？
staff-nav-backlog = 我们在做什么？
staff-nav-heard = 公开页面
staff-not-allowed-title = 此账号无权限
staff-not-allowed = 您的账号不能做这件事。如果需要，请联系管理员。
staff-forged-title = 此页面打开太久
staff-forged = 没有任何更改。请返回，重新加载页面后再次提交。
staff-go-back = 返回

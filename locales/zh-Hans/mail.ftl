### Mail to staff: invitations and new passwords.

mail-invitation-subject = 您在{ $center }的账户
mail-invitation = { $center }邀请您使用员工页面。您的角色：{ $role }。请先设置一个密码。
mail-invitation-action = 设置密码
mail-invitation-until = 此链接只能使用一次，有效期为 { $count } 天。过期后，请向邀请您的人索取新链接。
mail-not-expected = 如果您没有在等这封邮件，可以忽略它。
mail-reset-subject = { $center }的新密码
mail-reset = 有人为您在{ $center }的账户申请了新密码。
mail-reset-action = 设置新密码
mail-reset-until = 此链接只能使用一次，有效期为 { $count } 分钟。
mail-reset-ignored = 如果不是您本人申请的，可以忽略这封邮件。您的密码不会改变。
mail-changed-subject = 您在{ $center }的密码已更改
mail-changed = 您在{ $center }的账户密码刚刚被更改。您已在所有设备上退出登录。
mail-factor-subject = 您在{ $center }的登录方式已更改
mail-factor = 您在{ $center }的账户登录的第二步，或其恢复码，刚刚被更改。
mail-changed-action = 登录
mail-changed-not-you = 如果不是您本人更改的，请立即告诉管理员。
mail-link-instead = 如果按钮无法使用，请打开此网址：
mail-footer = 这封邮件由程序发送，没有人会阅读回信。

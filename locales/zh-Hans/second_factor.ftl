### The second step of signing in: a code from a phone, or from paper.

second-title = 请输入验证码
second-intro = 请打开手机上显示验证码的应用。
second-code = 验证码
second-hint = 应用中的 6 位数字，或您的一个恢复码
second-continue = 继续
second-wrong = 验证码不正确或已经用过。请等应用显示下一个验证码后再试。
second-over = 时间过长。请重新输入密码。
second-lost = 手机和恢复码都不在身边？请让管理员允许您设置另一部手机。
factor-title = 保护您的账户
factor-intro = 从现在起，登录需要密码和手机上的验证码。这样，只知道密码的人无法进入。
factor-app = 1. 安装一个验证码应用
factor-app-about = 任何登录验证码应用都可以，例如 Aegis、Google Authenticator 或 Microsoft Authenticator。
factor-scan = 2. 用应用扫描此图
factor-picture = 供应用扫描的二维码
factor-type = 无法扫描？请在应用中输入此密钥：
factor-confirm = 3. 输入应用显示的 6 位数字
factor-save = 启用
recovery-title = 请保存这些恢复码
recovery-intro = 手机不在身边时，每个恢复码可让您登录一次。请打印或抄写下来，放在只有您能找到的地方。它们不会再次显示。
recovery-list = 恢复码
recovery-done = 我已保存

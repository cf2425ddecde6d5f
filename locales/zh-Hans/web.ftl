# What stands on every page, and the pages of errors.

demo-banner = 演示：这里的人都是虚构的，不会发送任何内容。
demo-start = 起始页
error-not-found-title = 没有这个页面
error-not-found = 地址可能有误，或者内容已不存在。
error-forbidden-title = 您不能访问此页
error-forbidden = 您可能需要重新登录，或者返回再提交一次表单。
error-refused-title = 没有成功
error-refused = 无法读取提交的内容。请返回再试一次。
error-failed-title = 这里出了问题
error-failed = 这不是您的错。您之前提交的内容没有丢失。请稍后再试。
error-request = 本次请求编号：{ $id }

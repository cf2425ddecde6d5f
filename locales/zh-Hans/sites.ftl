### The places people come to.

sites-nav = 地点
sites-title = 大家到哪里就诊？
sites-intro = 地点是大家前来的一处地方。人员名单会写明地点，结果也可按地点阅读。
sites-list = 地点
sites-empty = 还没有地点。请在这里添加第一个。
sites-name = 地点名称
sites-name-hint = 大家平时怎么叫，例如“东区诊所”。
sites-add-title = 添加地点
sites-add = 添加
sites-rename = 改名
sites-new-name = 新名称
sites-save = 保存名称
sites-done-added = 地点已添加。
sites-done-renamed = 地点已改名。
sites-done-removed = 地点已撤回。
sites-fault-empty = 请填写地点名称。
sites-fault-long = 名称太长，最多 80 个字符。
sites-fault-taken = 已有另一个地点使用此名称。
sites-fault-changed = 此期间有人修改了这个地点，请再看一下。
sites-fault-in-use = 已有人属于这个地点，因此保留。

### Heads and words of the files for spreadsheets.

file-lowest = 名次从
file-highest = 名次到
file-topic = 短名称
file-tier = 确定程度
file-from = 从（%）
file-to = 到（%）
file-remarks = 备注
file-stratum = 划分依据
file-group = 群体
file-name = 名称
file-differs = 与其他人相比
file-yes = 是
file-source = 来源
file-counted = 计入
file-beside = 并列
file-without = 去掉后的名次
file-what = 项目
file-value = 值

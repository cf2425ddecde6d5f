### Own words, looked through for issues.

words-title = 大家自己提出了什么？
words-intro = 大家也用自己的话回答。您在这里阅读这些话（不含姓名），并说明它们谈到哪些议题。有多少人提到某个议题，会写在排名旁边，绝不计入排名。
words-survey = 问卷
words-which = 哪些回答
words-show-new = 尚未看过
words-show-coded = 已经看过
words-show = 显示
words-one = 回答 { $number }
words-speaks-of = 这段话谈到：
words-none = 以上都不是
words-save = 保存
words-save-note = 没有勾选的回答会留在这里，以后再看。
words-save-note-coded = 没有勾选的回答需要重新看。
words-empty = 这里没有要看的了。
words-empty-coded = 还没有看过任何回答。
words-empty-no-survey = 还没有问卷请大家用自己的话回答。
words-raised = 自己提出的
words-raised-note = 人数，每人只算一次，且其同意现在有效。较小的数字不显示。
words-col-topic = 议题
words-col-people = 人数
words-few = 几位
words-done-saved = 已保存。
words-done-back = 已撤销。这些回答需要重新看。
words-fault-topic = 此期间有人合并或停用了其中一个议题，请重新勾选。

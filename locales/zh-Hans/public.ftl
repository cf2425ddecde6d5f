### What people told us matters most: the page that everybody may read.

public-title = 大家告诉我们什么最重要
public-intro = 来 { $center } 的人告诉我们应该先改进什么。回答人数：{ $people }。日期：{ $date }。
public-unverified = 任何人都可以通过公开链接回答，所以有人可能回答了不止一次。
public-disconnected = 这些议题没有全部放在一起询问，所以没有共同的顺序。
public-contested = 换一种计算方法，排在最前的会不同。所以请谨慎看待这个顺序。
public-provisional = 其中有些议题是新的，看过的人还不多，位置可能还会变。
public-tier-clear = 在前 { $k } 位
public-says-clear = 几乎可以肯定。
public-tier-probable = 很可能在前 { $k } 位
public-says-probable = 很可能，但不能肯定。
public-tier-close = 也许在前 { $k } 位
public-says-close = 回答太接近，分不出哪一个在前。
public-tier-lower = 进入前 { $k } 位的可能性较小
public-says-lower = 它们也重要，只是这次别的被提到得更多。
public-chance = 没有回答的人可能有不同看法。我们会再次询问。
public-empty = 这里还没有内容。有足够的人回答之后，您会在本页看到。
public-elsewhere = 目前还不能用您的语言阅读。您可以用以下语言阅读：
public-to-heard = 我们作了什么决定，为什么
public-from-heard = 大家告诉我们什么最重要
public-others = 其他调查

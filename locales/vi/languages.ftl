### What each language calls itself.

language-own-name = Tiếng Việt

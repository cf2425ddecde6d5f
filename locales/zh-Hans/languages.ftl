### What each language calls itself.

language-own-name = 简体中文

### What each language calls itself.

language-own-name = Español

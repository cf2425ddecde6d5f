### What each language calls itself.

language-own-name = Kreyòl ayisyen

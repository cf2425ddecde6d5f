### The end of a session: a warning before it, and what was typed.

idle-title = Are you still there?
idle-about = You are signed out after 15 minutes without activity. What you typed is kept for you.
idle-two-minutes = 2 minutes left
idle-one-minute = 1 minute left
idle-half-minute = 30 seconds left
idle-last = Your 12 hours are almost over: soon you have to sign in again. What you typed is kept for you.
idle-stay = Stay signed in
kept-title = What you typed was kept
kept-about = You were signed out before this was sent. It was kept on { $time } and was not sent.
kept-typed = What you typed
kept-send = Send it now
kept-throw = Throw it away
kept-until = It is kept for { $count } hours. Only you can see it.
kept-list = What you typed when you were signed out

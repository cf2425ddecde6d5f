# The demo's own pages.

demo-title = Four things to try
demo-what = This is Riverside Health, an invented health center. Its patients say what matters to them; its leadership decides and answers.
demo-language = Language
demo-phone-title = A phone
demo-phone-what = Text the health center as a patient would, in any of six languages. What comes back is what a real phone would show.
demo-phone-do = Open the phone
demo-survey-title = The survey on the web
demo-survey-what = The same survey as pages: one question at a time, on a small screen, without an account.
demo-survey-do = Answer the survey
demo-ranking-title = What matters most?
demo-ranking-what = Sign in as leadership with the sign-in that was printed when the demo started. See the ranking and how sure it is, and publish it.
demo-ranking-do = See the ranking
demo-heard-title = What was heard and done
demo-heard-what = Decide on the backlog, then read on the public page what the community is told.
demo-heard-do = Read the public page
demo-chat = Text messages
demo-chat-empty = No text yet. Send a keyword to begin.
demo-segments = { $count ->
    [1] 1 segment · { $cost }
   *[other] { $count } segments · { $cost }
 }
demo-write = Text message
demo-send = Send
demo-keywords-title = Keywords
demo-keywords-what = A poster in the waiting room says: text one of these.
demo-hold-title = Somebody’s phone
demo-hold-what = Bring in a list of people and ask them. Then hold the phone of one of them: type its number.
demo-hold-number = Telephone number
demo-hold-do = Hold this phone
demo-hold-wrong = This is not a telephone number. Type it with the area code, such as (617) 555-0110.
demo-try-title = Then try
demo-try-language = In the middle, write “español” or “العربية”.
demo-try-words = Answer in words instead of numbers.
demo-try-stop = Write STOP, then START.

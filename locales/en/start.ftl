### A first survey: begun from the sample, or brought as a file.

start-title = Start a survey
start-intro = Begin with our sample and change it as you like, or bring a survey of your own. Nobody is asked before you publish it.
start-sample-title = Start from the sample
start-sample-begun = You have started from the sample already.
start-sample-open = Open it
start-sample-about = It asks what should be improved first, how easy it is to get care, and what stands in the way. It works by text message and on the web.
start-sample-questions = What it asks
start-languages = Languages
start-languages-about = It is written in { $language }, and every other language is read beside that. Choose those that people read here.
start-notice = What people agree to
start-notice-about = Your center’s name stands in it. You can change every text afterwards.
start-notice-read = I have read what people agree to, and it is right for our center.
start-sample = Start with these texts
start-file-title = Bring a survey of your own
start-file-about = Paste the definition of a survey here. Nothing is kept before it is free of faults.
start-findings = What to mend
start-finding-error = Fault
start-finding-warning = Please weigh
start-definition = Definition (TOML)
start-take = Check and bring in
start-fault-unread = Please read what people agree to, and tick that you have.
start-fault-unreadable = The definition cannot be read. Line { $line }: { $what }
start-fault-found = This survey could not go out yet. What to mend stands below.
start-fault-incomplete = The survey lacks the text that people agree to, or a language.

### Own words, looked through for issues.

words-title = What did people bring up by themselves?
words-intro = People also answer in their own words. Here you read them, without names, and say which issues they speak of. How many people raised an issue stands beside the ranking, never in it.
words-survey = Survey
words-which = Which answers
words-show-new = Not looked through yet
words-show-coded = Looked through already
words-show = Show
words-one = Answer { $number }
words-speaks-of = This speaks of:
words-none = None of these
words-save = Save
words-save-note = An answer without a tick stays here for later.
words-save-note-coded = An answer without a tick will have to be looked through again.
words-empty = Nothing is left to look through here.
words-empty-coded = No answer has been looked through yet.
words-empty-no-survey = No survey asks people for their own words yet.
words-raised = Raised by themselves
words-raised-note = People, each counted once, whose consent stands now. Small numbers are not shown.
words-col-topic = Issue
words-col-people = People
words-few = A few
words-done-saved = Saved.
words-done-back = Taken back. These answers are to be looked through again.
words-fault-topic = Somebody merged or retired one of these issues meanwhile. Please tick again.

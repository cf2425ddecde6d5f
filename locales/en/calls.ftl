### What needs a person now? The call list, and one entry of it.

calls-nav = Who needs us now?
calls-wait = { $count ->
    [1] 1 person waits for a call or a decision
   *[other] { $count } people wait for a call or a decision
 }
calls-title = Who needs us now?
calls-intro = Things that only a person can see to. The most urgent stand first.
calls-empty = Nobody is waiting for you. When somebody asks to be called, or a text needs a person to read it, it stands here.
calls-now = To see to now
calls-more = { $count ->
    [1] 1 more is waiting. It shows once these are done.
   *[other] { $count } more are waiting. They show once these are done.
 }
calls-later = Tried, and put off
calls-later-about = Nobody was reached. They come back to the top by themselves.
calls-kind-crisis = Somebody may be in danger
calls-kind-held = Do they want no more texts?
calls-kind-unclear = Did they mean STOP?
calls-kind-wrong-number = Is it the wrong number?
calls-kind-complaint = A complaint that needs an answer
calls-kind-needs-help = They need help to answer
calls-kind-repeating = The same text, over and over
calls-kind-call-back = Please call
calls-kind-start-blocked = Their phone company still blocks our texts
calls-kind-not-delivered = A text did not arrive
calls-about-crisis = Their words sound like danger. They got a text at once that names 911 and 988.
calls-about-held = Their words sound like a wish for no more texts. Nothing is sent to them until you decide.
calls-about-unclear = They sent a word that may mean STOP. We asked which they meant, and they did not answer.
calls-about-wrong-number = Somebody said that this is not the person's number. Nothing is sent to it until you decide.
calls-about-complaint = Their words sound like a complaint. If it was no answer, they were told that a person will get back to them.
calls-about-needs-help = Several of their texts in a row were not understood. They were told that a person will get back to them.
calls-about-repeating = The same text came three times and was not understood. It may be a machine. Nothing is sent until you decide.
calls-about-call-back = They asked for a call by a person.
calls-about-start-blocked = They asked for texts again, but their phone company still blocks ours. To lift that, they must text the word START, in English, from their phone to our number. Please call and tell them.
calls-about-not-delivered = We do not know that our text reached them.
calls-why-unknown = Nobody knows whether it was sent.
calls-why-given-up = It could not be handed over in time.
calls-why-unreachable = The phone could not be reached.
calls-why-number = This number takes no texts.
calls-why-blocked = The phone company would not deliver it.
calls-why-sender = Our own number is not registered to send. Please tell your administrator.
calls-why-opted-out = They opted out with their phone company.
calls-why-other = The phone company gave no clear reason.
calls-ago-minutes = { $count ->
    [1] 1 minute ago
   *[other] { $count } minutes ago
 }
calls-ago-hours = { $count ->
    [1] 1 hour ago
   *[other] { $count } hours ago
 }
calls-ago-days = { $count ->
    [1] 1 day ago
   *[other] { $count } days ago
 }
calls-speaks = Speaks:
calls-number-ends = Number ends in { $digits }
calls-again = { $count ->
    [1] It happened once more since.
   *[other] It happened { $count } more times since.
 }
calls-tries = { $count ->
    [1] Tried once, nobody reached
   *[other] Tried { $count } times, nobody reached
 }
calls-taken = Taken by { $who }
calls-taken-own = You have taken this
calls-back = Back to the list
calls-who = Who it is
calls-since = Since
calls-suppressed = No texts are sent to this number.
calls-unusable = Texts do not reach this number.
calls-talk = What was said
calls-theirs = They wrote
calls-ours = We wrote
calls-this-one = This is what it is about.
calls-crisis-care = Call now, in their language. If you cannot, ask a clinician on duty. Do not text about it: others may read the phone.
calls-read-answer = Read as an answer
calls-read-stop = Read as STOP
calls-read-stop-suspected = Read as a wish for no more texts, which a person must confirm
calls-read-stop-unclear = Read as a word that may mean STOP
calls-read-wrong-number = Read as a wrong number
calls-read-crisis = Read as a call for help in danger
calls-read-call = Read as a wish for a call
calls-read-complaint = Read as a complaint
calls-read-repeating = The same text again; not answered
calls-read-not-wanted = Came while no texts were wanted, and was not answered
calls-read-not-understood = Not understood
calls-read-word = Read as a request or a keyword
calls-became-arrived = Arrived
calls-became-sent = Sent; nothing was heard of it since
calls-became-waiting = Waits to be sent
calls-became-lost = Did not arrive
calls-became-unknown = Nobody knows whether it was sent
calls-became-cancelled = Taken back before it was sent
calls-do = What will you do?
calls-do-take = I will see to it
calls-do-take-about = Your colleagues see that you have it.
calls-do-release = Leave it to somebody else
calls-do-no-more-texts = Yes, they want no more texts
calls-do-no-more-texts-about = Their wish goes on record with your name. They get no more texts. What they answered still counts. This cannot be undone.
calls-do-go-on = No, they did not mean that
calls-do-go-on-about = Nothing is sent now. The next time they write, they get their question again.
calls-do-go-on-repeating = It is a person: go on
calls-do-end-repeating = Send no more texts
calls-do-end-repeating-about = They get no more texts, unless they text START. What they answered still counts. This cannot be undone.
calls-do-wrong-number = Yes, it is the wrong number
calls-do-wrong-number-about = The number is taken off this person, and gets no more texts. What they answered stays theirs. This cannot be undone.
calls-do-right-number = No, it is their number
calls-do-called = I spoke with them
calls-do-called-about = It leaves the list.
calls-do-try-later = I could not reach them
calls-do-try-later-about = It comes back to the list later: the next morning, or in half an hour where somebody may be in danger.
calls-do-send-again = Send the text once more
calls-do-send-again-about = The same text goes out: an answer to them at once, anything else by day where they are. If the first one arrived after all, they get it twice.
calls-do-unusable = Texts do not reach this number
calls-do-unusable-about = It is marked so for everybody who sends texts.
calls-do-done = Nothing is left to do
calls-do-done-about = It leaves the list, and nothing else happens.
calls-did-put-off = Put off. It comes back to the list by itself.
calls-outcome-no-more-texts = They want no more texts, and get none.
calls-outcome-went-on = The texts go on.
calls-outcome-wrong-number = The number was taken off this person.
calls-outcome-right-number = It is their number. The texts go on.
calls-outcome-called = Somebody spoke with them.
calls-outcome-sent-again = The text was sent once more.
calls-outcome-unusable = Marked as a number that texts do not reach.
calls-outcome-done = Nothing was left to do.
calls-outcome-arrived = The phone company has the text after all.
calls-closed-own = You did this.
calls-closed-by = Done by { $who }.
calls-closed-itself = It settled itself.
calls-fault-settled = Nothing was done: somebody was faster, or there is something new. Please look again.
calls-fault-not-possible = This cannot be done here any more. Please look again.

# Text messages. Keep them short: each 160 plain letters, or 70 with accents, cost one more.
# They are read on small screens that others may see: no diagnosis, no visit, no name.

sms-for = For { $name }:
sms-who-answers = { $center }: Who is answering?
sms-consent-unclear = Please reply 1 for yes or 2 for no.
sms-invited = { $center }: a new survey for you. STOP ends texts.
sms-reminder = { $center }: a reminder. You can still answer, if you like. STOP ends texts.
sms-thanks = Thank you!
sms-how-choose-one = Reply with one number.
sms-how-choose-many = Reply with all the numbers that fit, like: 1 3
sms-how-rank = Reply with up to { $most } numbers, best first, like: { $example }
sms-how-scale = Reply with a number from { $min } to { $max }.
sms-how-yes-no = Reply 1 for yes or 2 for no.
sms-how-number = Reply with a number.
sms-how-date = Reply with a date, like: { $example }
sms-how-text = Reply in your own words.
sms-may-skip = Or reply SKIP.
sms-example = For example: { $example }
sms-you-chose = You chose: { $answer }. Wrong? Reply BACK.
sms-yes = yes
sms-no = no
sms-not-understood = Sorry, we did not understand.
sms-no-such-choice = Sorry, { $given } is not on the list.
sms-out-of-range = Sorry, that is not between { $min } and { $max }.
sms-too-many = Sorry, please choose { $most } at most.
sms-repeated = Sorry, each number counts once.
sms-impossible-date = Sorry, that day is not in the calendar.
sms-offer-call = You can also reply SKIP. Or reply CALL, and a person will call you.
sms-needed = We would like to hear this from you. To leave it out, reply SKIP again.
sms-refused = { $center }: OK, no questions. Your choice does not change your care.
sms-finished = Thank you! Your answers are saved. See what we heard and what we do about it: { $link }
sms-already-finished = { $center }: You have answered this survey already. Thank you!
sms-help = { $center }: We ask patients what to improve. Reply STOP to end texts.
sms-help-call = { $center }: We ask patients what to improve. Questions? Call { $phone }. Reply STOP to end texts.
sms-stopped = { $center }: OK, no more texts. What you already answered still counts. To remove it, text DELETE. By mistake? Text START.
sms-stopped-call = { $center }: OK, no more texts. What you already answered still counts. To remove it, text DELETE or call { $phone }. By mistake? Text START.
sms-started = { $center }: You can get texts from us again. Reply STOP to end them.
sms-started-go-on = { $center }: You can get texts from us again. To go on with the survey, reply 1. Reply STOP to end texts.
sms-started-deleted = { $center }: You can get texts from us again. What you said before will still be erased. To keep it, text UNDO.
sms-confirm-delete = { $center }: This deletes all your answers, your name and your number. 1 = delete, 2 = keep
sms-deleted = { $center }: Done. Your answers count no more, and no more texts come. In 7 days all is erased for good. Changed your mind? Text UNDO before then.
sms-not-deleted = OK, nothing was deleted.
sms-undone = { $center }: Your answers are back. Reply STOP to end texts.
sms-undone-go-on = { $center }: Your answers are back. To go on with the survey, reply 1. Reply STOP to end texts.
sms-stop-unclear = Did you want to end the texts? 1 = go on, STOP = end
sms-crisis = This number is not watched around the clock. In an emergency call 911. To talk to someone now, call or text 988, any time, free.
sms-will-call = { $center }: Thank you. A person will call you at this number. You can also go on by text, whenever you like.
sms-will-read = { $center }: Thank you for telling us. A person from our team will read this and get back to you.
sms-nothing-open = { $center }: Thank you for your text. Nothing is being asked right now. Reply HELP for help or STOP to end texts.
sms-draft = DRAFT

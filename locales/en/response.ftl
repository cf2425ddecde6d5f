# The pages on which people answer a survey. Short words, kind, true.

response-language = Language
response-draft = DRAFT: nobody has reviewed this translation yet.
response-consent-web = If you answer on this page, we do not text you. We do not ask for your name or phone number.
response-agree = Yes, I agree
response-refuse = No, thank you
response-refused-title = That is fine
response-refused = Thank you for reading. We kept nothing, and your care stays the same.
response-refused-back = Changed your mind? Go back
response-back = Back
response-step = Question { $number } of { $count }
response-continue = Continue
response-skip = Skip
response-saved = You can stop any time. What you sent so far is saved, and the address of this page brings you back to it. Keep the address to yourself: whoever has it can see your answers.
response-place =
    { $place ->
        [1] First choice
        [2] Second choice
        [3] Third choice
       *[other] Choice { $place }
    }
response-pick = Choose one
response-yes = Yes
response-no = No
response-day = Day
response-month = Month
response-year = Year
response-date =
    { $month ->
        [1] January { $day }, { $year }
        [2] February { $day }, { $year }
        [3] March { $day }, { $year }
        [4] April { $day }, { $year }
        [5] May { $day }, { $year }
        [6] June { $day }, { $year }
        [7] July { $day }, { $year }
        [8] August { $day }, { $year }
        [9] September { $day }, { $year }
        [10] October { $day }, { $year }
        [11] November { $day }, { $year }
       *[other] December { $day }, { $year }
    }
response-error = Error:
response-problem = There is a problem
response-missing-one = Please choose one answer
response-missing-some = Please choose at least one answer
response-missing-place = Please choose at least your first choice
response-missing-text = Please write an answer
response-wrong-number = Please write a number in digits, like 3
response-wrong-precise = Please use at most { $most } digits after the point
response-wrong-date = Please fill in day, month and year in digits, with all four digits of the year
response-wrong-calendar = That day is not in the calendar. Please check the date
response-wrong-range = Please choose a number from { $min } to { $max }
response-wrong-too-small = Please choose a number that is { $min } or more
response-wrong-too-large = Please choose a number that is { $max } or less
response-wrong-repeated = You chose “{ $choice }” twice. Please choose it only once
response-wrong-too-many = Please choose { $most } at most
response-wrong-too-long = Please shorten your answer to { $most } characters at most
response-wrong-code = We do not know this code. Please check every letter and number
response-check-title = Check your answers
response-check = Is this what you want to say? You can still change it. After you send, it stays as it is.
response-change = Change
response-change-question = Change: { $question }
response-send = Send my answers
response-skipped = Skipped
response-open = Not answered yet
response-thanks-title = Thank you!
response-thanks = We have your answers. Whatever you told us, your care stays the same.
response-heard = See what we heard and what we do about it
response-receipt-title = Your receipt code
response-receipt = Keep this code, for example as a photo. With it you can remove your answers later. We do not know which answers are yours, so only this code can find them.
response-agreed = What you agreed to
response-withdraw-link = Remove my answers
response-withdraw-title = Remove your answers
response-withdraw = Write the receipt code you got after you sent your answers. We will delete them. Totals that are already published do not change.
response-withdraw-by-text = Answered by text message? Text DELETE to the number that texted you.
response-code = Receipt code
response-withdraw-button = Remove my answers
response-withdraw-back = Go to the survey
response-withdrawn-title = Your answers are removed
response-withdrawn = We deleted what you told us. Your care stays the same.
response-stays-title = What stays
response-stays-proof = A note that somebody agreed and then took it back. It holds no name and none of your answers.
response-stays-backups =
    { $days ->
        [1] Copies in our backups. We keep each backup for 1 day at most.
       *[other] Copies in our backups. We keep each backup for { $days } days at most.
    }
response-stays-carriers = Text messages. If you sent us any, phone companies may keep them for as long as their own rules say.
response-over-title = You have already sent your answers
response-over = What you sent is safe. It cannot be changed any more, so we did not save this answer.
response-over-withdrawn = This survey is closed for you, so we did not save this answer.

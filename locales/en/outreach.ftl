### Asking people by text message: whom, when, at what cost, and how it goes.

asking-nav = Ask people
asking-title = Whom do we ask?
asking-intro = Send a survey by text message to the people on a list. Only people who agreed to texts are asked.
asking-new = Ask people
asking-empty = Nobody has been asked yet.
asking-list = What we asked
asking-survey = Survey
asking-panel = List
asking-state = State
asking-confirmed-at = Confirmed
asking-state-waiting = Can be cancelled
asking-state-sending = Asking
asking-state-paused = Paused
asking-state-halted = Halted
asking-state-finished = Everybody was asked
asking-state-stopped = Stopped
asking-state-cancelled = Cancelled
asking-back = Everything we asked
asking-choose-title = What do we ask, and whom?
asking-choose-survey = Which survey?
asking-choose-panel = Which list of people?
asking-members = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
asking-site = Site
asking-all-sites = All sites
asking-only-languages = Only people who speak
asking-only-languages-hint = Choose none to ask people of every language.
asking-look = See who would be asked
asking-no-survey = There is no published survey to ask. Publish one first.
asking-no-panel = There is no list of people yet. Bring one in first.
asking-plan-title = { $count ->
    [one] Ask { $count } person?
   *[other] Ask { $count } people?
}
asking-plan-panel = From the list “{ $panel }”.
asking-plan-site = Only people of { $site }.
asking-who = Who is asked
asking-language = Language
asking-people = People
asking-segments = Segments
asking-price = Price
asking-total = Total
asking-speak-another = Of these, people whose own language nobody has reviewed for this survey: { $count }
asking-estimate = This is an estimate, at { $price } a segment. The first texts cost about { $first }. If everybody answers to the end, it is about { $most } in all.
asking-who-not = Who is not asked
asking-not-consented = They did not agree to texts
asking-opted-out = They want no more texts
asking-unusable = There is no number that takes texts
asking-answered-before = They have answered this survey, or are doing so now
asking-everybody = Everybody on the list can be asked.
asking-busy = Busy with another survey, and asked after it: { $count }
asking-when = When the texts go out
asking-hours = From { $from } to { $to }, by the clock where each person is. Who cannot be asked today is asked tomorrow.
asking-duration = Sending takes about { $hours } h { $minutes } min, nights not counted.
asking-text = The first text
asking-segment-count = Segments: { $count }
asking-test-title = Send a test to yourself
asking-test-about = You get the first text as everybody else does. You cannot answer the survey with it. The trail keeps that a test was sent.
asking-phone = Phone number
asking-test-send = Send the test
asking-test-sent = The test is on its way.
asking-test-no-number = Please check the phone number. It has ten digits, or begins with + and the country.
asking-test-no-texts = This number wants no more texts, so no test is sent.
asking-confirm-title = Is everything right?
asking-confirm-about = After you confirm, you have 60 seconds to cancel. Nothing leaves before.
asking-confirm = { $count ->
    [one] Ask { $count } person
   *[other] Ask { $count } people
}
asking-nobody = Nobody on this list can be asked.
asking-goes-nowhere = No text will leave yet: the connection to Twilio is not set up.
asking-cancel-title = You can still cancel
asking-seconds-left = Seconds left:
asking-starts-at = The first text does not leave before { $time }.
asking-cancel = Cancel it all
asking-progress = Asked so far: { $asked } of { $all }
asking-pause = Pause
asking-pause-about = Texts from the last few seconds may still arrive.
asking-go-on = Go on
asking-stop = Stop for good
asking-stop-about = Nobody else will be asked. People who were asked can still answer.
asking-stop-now = Stop now
asking-halted = The phone companies refuse our texts, because our sender is not registered (error { $code }). Nobody is asked until this is mended with Twilio. Then choose “Go on”.
asking-too-late = It had moved on before you chose. This is how it stands now.
asking-refresh = Show how it stands now
asking-ends-at = People who cannot be asked before { $time } are not asked any more.
asking-result = How it goes
asking-sum-answered = Answered
asking-sum-silent = No answer yet
asking-sum-no = Said no
asking-sum-not-reached = Not reached
asking-detail = In detail
asking-completed = Answered to the end
asking-partial = Answered in part
asking-started = Answering now
asking-delivered = The text arrived, no answer yet
asking-sent = The text was sent, no answer yet
asking-queued = Still to be asked
asking-expired = No answer in 14 days
asking-refused = Said no to the survey
asking-failed = The text did not arrive
asking-unclear = It is not known if the text was sent
asking-not-asked = Were not asked
asking-see-people = See who
asking-see-people-note = Looking at names and numbers is kept in the trail.
asking-export = Get the list as a table
asking-export-note = A file (CSV) with name, number, language and state of everybody. Keep it safe. The trail keeps that you took it.
asking-person = Name
asking-no-name = no name known
asking-asked-at = Asked
asking-nobody-here = Nobody stands here right now.
asking-seen-note = The trail keeps that you looked at this page.
asking-back-to-campaign = Back to how it goes

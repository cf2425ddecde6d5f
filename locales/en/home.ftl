### How is it going? The door of the console, and the first run.

home-title = How is it going?
home-first-title = Welcome. Let us set up
home-first-intro = Five steps, and people can answer. What is done is ticked off by itself.
home-step-is-done = Done
home-step-is-next = Now
home-step-is-operators = For your operator
home-step-sites = Name your sites
home-step-sites-about = The places where people come to you. Lists of people name them, and results can be read by them.
home-step-sites-do = Name a site
home-step-languages = Choose your languages
home-step-languages-about = Start your first survey from our sample, in the languages that people read.
home-step-languages-do = Start a survey
home-step-consent = Have the consent text read and signed
home-step-consent-about = In each language a qualified person reads what people agree to, and every question, and signs with their name.
home-step-consent-do = Read and sign
home-step-text = Send a test text to yourself
home-step-text-about = So that you see what people will see on their phones.
home-step-text-do = Send a test text
home-step-text-operator = Text messages need three settings where Hearth runs: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM. Without them people can answer on the web only.
home-step-survey = Publish your first survey
home-step-survey-about = From then on people can answer it.
home-step-survey-do = Publish
home-mail-operator = Mail is not sent yet: Hearth writes it into a folder. It needs the settings SMTP_URL and HEARTH_MAIL_FROM where Hearth runs.
home-needs = What needs a person now
home-needs-nothing = Nothing right now.
home-to-decide = { $count ->
    [1] 1 issue waits for a decision
   *[other] { $count } issues wait for a decision
}
home-to-tell = { $count ->
    [1] 1 answer cannot be read in every language yet
   *[other] { $count } answers cannot be read in every language yet
}
home-to-read = Languages to read and sign:
home-to-publish = A newer version is not published yet
home-under-way = Surveys under way
home-answered-in = Can be answered in
home-lately = Began in the last 7 days
home-nothing-under-way = People cannot answer any survey yet.

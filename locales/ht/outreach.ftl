### Poze moun kesyon pa tèks: ki moun, kilè, konbyen sa koute, ak kijan sa ap mache.

asking-nav = Poze moun kesyon
asking-title = Ki moun n ap poze kesyon?
asking-intro = Voye yon sondaj pa tèks bay moun ki sou yon lis. Se sèlman moun ki te dakò resevwa tèks nou poze kesyon.
asking-new = Poze moun kesyon
asking-empty = Nou poko poze pèsonn kesyon.
asking-list = Sa nou te mande
asking-survey = Sondaj
asking-panel = Lis
asking-state = Eta
asking-confirmed-at = Konfime
asking-state-waiting = Ou ka anile l toujou
asking-state-sending = N ap poze kesyon
asking-state-paused = Kanpe yon ti moman
asking-state-halted = Bloke
asking-state-finished = Tout moun jwenn kesyon an
asking-state-stopped = Fini anvan lè
asking-state-cancelled = Anile
asking-back = Tout sa nou te mande
asking-choose-title = Kisa n ap mande, e ki moun?
asking-choose-survey = Ki sondaj?
asking-choose-panel = Ki lis moun?
asking-members = { $count ->
    [one] { $count } moun
   *[other] { $count } moun
}
asking-site = Sit
asking-all-sites = Tout sit yo
asking-only-languages = Sèlman moun ki pale
asking-only-languages-hint = Pa chwazi okenn pou poze moun tout lang kesyon.
asking-look = Gade ki moun ki t ap jwenn kesyon an
asking-no-survey = Pa gen okenn sondaj pibliye. Pibliye youn anvan.
asking-no-panel = Poko gen okenn lis moun. Mete youn anvan.
asking-plan-title = { $count ->
    [one] Poze { $count } moun kesyon?
   *[other] Poze { $count } moun kesyon?
}
asking-plan-panel = Nan lis “{ $panel }”.
asking-plan-site = Sèlman moun { $site }.
asking-who = Ki moun k ap jwenn kesyon an
asking-language = Lang
asking-people = Moun
asking-segments = Segman
asking-price = Pri
asking-total = Total
asking-speak-another = Ladan yo, moun pèsonn poko revize sondaj la nan lang pa yo: { $count }
asking-estimate = Se yon estimasyon, a { $price } pou chak segman. Premye tèks yo koute anviwon { $first }. Si tout moun reponn jiska lafen, l ap anviwon { $most } antou.
asking-who-not = Ki moun ki p ap jwenn kesyon an
asking-not-consented = Yo pa t dakò resevwa tèks
asking-opted-out = Yo pa vle tèks ankò
asking-unusable = Pa gen nimewo ki resevwa tèks
asking-answered-before = Yo reponn sondaj sa a deja, oswa y ap reponn li kounye a
asking-everybody = Tout moun sou lis la ka jwenn kesyon an.
asking-busy = Ki nan yon lòt sondaj, e k ap jwenn kesyon an apre: { $count }
asking-when = Kilè tèks yo ap pati
asking-hours = Soti { $from } rive { $to }, dapre lè kote chak moun ye a. Moun nou pa ka mande jodi a, n ap mande yo demen.
asking-duration = Voye yo ap pran anviwon { $hours } èdtan { $minutes } minit, san konte lannwit.
asking-text = Premye tèks la
asking-segment-count = Segman: { $count }
asking-test-title = Voye yon tès ba tèt ou
asking-test-about = W ap resevwa premye tèks la menm jan ak tout moun. Ou pa ka reponn sondaj la avè l. Rejis la ap kenbe ke yon tès te voye.
asking-phone = Nimewo telefòn
asking-test-send = Voye tès la
asking-test-sent = Tès la nan wout.
asking-test-no-number = Tanpri tcheke nimewo telefòn nan. Li gen dis chif, oswa li kòmanse ak + ak peyi a.
asking-test-no-texts = Nimewo sa a pa vle tèks ankò, kidonk nou pa voye tès la.
asking-confirm-title = Èske tout bagay bon?
asking-confirm-about = Apre ou konfime, ou gen 60 segonn pou anile. Anyen p ap pati anvan.
asking-confirm = { $count ->
    [one] Poze { $count } moun kesyon
   *[other] Poze { $count } moun kesyon
}
asking-nobody = Nou pa ka poze pèsonn sou lis sa a kesyon.
asking-goes-nowhere = Okenn tèks poko ap pati: koneksyon ak Twilio a poko pare.
asking-cancel-title = Ou ka anile toujou
asking-seconds-left = Segonn ki rete:
asking-starts-at = Premye tèks la p ap pati anvan { $time }.
asking-cancel = Anile tout
asking-progress = Ki jwenn kesyon an deja: { $asked } sou { $all }
asking-pause = Kanpe yon ti moman
asking-pause-about = Tèks dènye segonn yo ka rive toujou.
asking-go-on = Kontinye
asking-stop = Kanpe nèt
asking-stop-about = Nou p ap poze lòt moun kesyon. Moun ki te jwenn kesyon an ka reponn toujou.
asking-stop-now = Kanpe kounye a
asking-halted = Konpayi telefòn yo refize tèks nou yo, paske moun k ap voye a pa anrejistre (erè { $code }). Nou p ap poze pèsonn kesyon jiskaske sa ranje ak Twilio. Apre sa chwazi “Kontinye”.
asking-too-late = Li te deja avanse anvan ou chwazi. Men kijan l ye kounye a.
asking-refresh = Gade kijan l ye kounye a
asking-ends-at = Moun nou pa ka mande anvan { $time }, nou p ap mande yo ankò.
asking-result = Kijan sa ap mache
asking-sum-answered = Reponn
asking-sum-silent = Poko reponn
asking-sum-no = Di non
asking-sum-not-reached = Nou pa jwenn yo
asking-detail = An detay
asking-completed = Reponn jiska lafen
asking-partial = Reponn yon pati
asking-started = Ap reponn kounye a
asking-delivered = Tèks la rive, poko gen repons
asking-sent = Tèks la voye, poko gen repons
asking-queued = Poko jwenn kesyon an
asking-expired = Pa reponn nan 14 jou
asking-refused = Di non pou sondaj la
asking-failed = Tèks la pa rive
asking-unclear = Nou pa konnen si tèks la te voye
asking-not-asked = Pa t jwenn kesyon an
asking-see-people = Gade ki moun
asking-see-people-note = Lè w gade non ak nimewo, rejis la kenbe sa.
asking-export = Pran lis la kòm yon tablo
asking-export-note = Yon fichye (CSV) ak non, nimewo, lang ak eta chak moun. Kenbe l byen. Rejis la ap kenbe ke ou te pran l.
asking-person = Non
asking-no-name = nou pa konnen non an
asking-asked-at = Lè nou mande
asking-nobody-here = Pa gen pèsonn isit la kounye a.
asking-seen-note = Rejis la kenbe ke ou te gade paj sa a.
asking-back-to-campaign = Tounen wè kijan sa ap mache

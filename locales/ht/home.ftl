### How is it going? The door of the console, and the first run.

home-title = Ki jan sa ap mache?
home-first-title = Byenveni. Ann prepare tout bagay
home-first-intro = Senk etap, epi moun ka reponn. Sa ki fèt make poukont li.
home-step-is-done = Fèt
home-step-is-next = Kounye a
home-step-is-operators = Pou moun ki jere sistèm nan
home-step-sites = Bay sant ou yo non
home-step-sites-about = Kote moun vin jwenn nou, pou nou tande tout moun nan chak kote.
home-step-sites-do = Bay yon sant non
home-step-languages = Chwazi lang ou yo
home-step-languages-about = Kòmanse premye sondaj ou ak egzanp nou an, nan lang moun yo li.
home-step-languages-do = Kòmanse yon sondaj
home-step-consent = Fè moun li epi siyen tèks konsantman an
home-step-consent-about = Nan chak lang, yon moun ki kalifye li sa moun yo dakò ak chak kesyon, epi li siyen ak non l.
home-step-consent-do = Li epi siyen
home-step-text = Voye yon mesaj tès ba tèt ou
home-step-text-about = Konsa ou wè sa moun yo pral wè sou telefòn yo.
home-step-text-do = Voye yon mesaj tès
home-step-text-operator = Mesaj tèks bezwen twa reglaj kote Hearth ap mache: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN ak TWILIO_FROM. San yo, moun ka reponn sou entènèt sèlman.
home-step-survey = Pibliye premye sondaj ou
home-step-survey-about = Apre sa moun ka reponn li.
home-step-survey-do = Pibliye
home-mail-operator = Imel yo poko voye: Hearth mete yo nan yon dosye. Li bezwen reglaj SMTP_URL ak HEARTH_MAIL_FROM kote Hearth ap mache.
home-needs = Sa ki bezwen yon moun kounye a
home-needs-nothing = Anyen pou kounye a.
home-to-decide = { $count ->
    [1] 1 pwoblèm ap tann yon desizyon
   *[other] { $count } pwoblèm ap tann yon desizyon
}
home-to-tell = { $count ->
    [1] 1 repons moun poko ka li nan tout lang
   *[other] { $count } repons moun poko ka li nan tout lang
}
home-to-read = Lang pou li epi siyen:
home-to-publish = Gen yon vèsyon pi nouvo ki poko pibliye
home-under-way = Sondaj k ap fèt
home-answered-in = Moun ka reponn nan
home-lately = Kòmanse nan 7 dènye jou yo
home-nothing-under-way = Moun poko ka reponn okenn sondaj.

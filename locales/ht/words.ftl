### Own words, looked through for issues.

words-title = Kisa moun yo pale poukont yo?
words-intro = Moun yo reponn tou ak pwòp mo pa yo. Isit la ou li yo, san non, epi ou di sou ki pwoblèm yo pale. Konbyen moun ki pale sou yon pwoblèm kanpe bò kote klasman an, janm anndan l.
words-survey = Sondaj
words-which = Ki repons
words-show-new = Poko gade
words-show-coded = Deja gade
words-show = Montre
words-one = Repons { $number }
words-speaks-of = Sa pale sou:
words-none = Okenn nan sa yo
words-save = Sove
words-save-note = Yon repons ki pa make rete isit la pou pita.
words-save-note-coded = Yon repons ki pa make, fòk nou gade l ankò.
words-empty = Pa gen anyen ki rete pou gade isit la.
words-empty-coded = Nou poko gade okenn repons.
words-empty-no-survey = Poko gen okenn sondaj ki mande moun pale ak pwòp mo pa yo.
words-raised = Sa yo pale poukont yo
words-raised-note = Moun, chak konte yon sèl fwa, ki gen konsantman ki kanpe kounye a. Ti chif yo pa parèt.
words-col-topic = Pwoblèm
words-col-people = Moun
words-few = Kèk moun
words-done-saved = Sove.
words-done-back = Defèt. Fòk nou gade repons sa yo ankò.
words-fault-topic = Yon moun mete youn nan pwoblèm sa yo ansanm ak yon lòt oswa retire l pandan tan sa a. Tanpri make ankò.

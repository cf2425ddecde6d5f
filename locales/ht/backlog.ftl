### What are we doing about it? The backlog, and the public answer.

backlog-title = Kisa n ap fè pou sa?
backlog-intro = Sa moun yo di ki enpòtan, kote sa ye, ak sa nou deside. Yon desizyon rete nan rejis la; yon lòt pita ajoute bò kote l.
backlog-empty = Poko gen anyen isit la. Pibliye yon klasman, epi premye pwoblèm li yo ap vini isit la.
backlog-status-proposed = Pwopoze
backlog-status-under_review = N ap etidye l
backlog-status-accepted = Aksepte
backlog-status-not_now = Pa kounye a
backlog-status-declined = Refize
backlog-status-testing = N ap teste l
backlog-status-implementing = N ap mete l an plas
backlog-status-done_telling = Fini, n ap fè moun konnen
backlog-status-told = Fini e moun konnen
backlog-to-under_review = Etidye l
backlog-to-accepted = Aksepte: n ap fè l
backlog-to-not_now = Pa kounye a
backlog-to-declined = Refize: nou pap fè l
backlog-to-testing = Kòmanse yon tès
backlog-to-implementing = Mete l an plas
backlog-to-done_telling = Li fini; fè moun konnen kounye a
backlog-to-told = Tout moun ka li l: fèmen
backlog-evidence = { $tier } · plas { $place } · { $k ->
    [1] nan premye plas
   *[other] nan premye { $k } yo
}: { $likelihood } · moun nou tande: { $people }
backlog-evidence-missed = Sa mwayèn nan pa wè: gen anpil chans pou l { $k ->
    [1] nan premye plas
   *[other] nan premye { $k } yo
} pou { $groups }
backlog-evidence-count = Klasman pibliye ki di sa: { $count }
backlog-history = Sa nou deside
backlog-draft = Bouyon, piblik la pa wè l
backlog-decide-about = Deside: { $title }
backlog-step = Kisa ki vini apre?
backlog-reason = Poukisa? Ak mo pasyan yo ka li
backlog-reason-hint = Nou bezwen l pou aksepte, pa kounye a, refize ak fini. L ap parèt sou paj piblik la. W ap ekri an: { $language }
backlog-save = Anrejistre desizyon an
backlog-saved = Anrejistre.
backlog-undone = Retire. Li tounen jan l te ye anvan.
backlog-taken-back = Retire
backlog-takes-back = Tounen sou sa a
backlog-not-told-in = Moun poko ka li l an: { $languages }
backlog-translate = Ajoute mo yo nan yon lòt lang
backlog-translate-text = Mo yo an: { $language }
backlog-translate-by = Non moun kalifye ki te tcheke l
backlog-translate-save = Anrejistre mo yo
backlog-fault-step = Chwazi sa ki vini apre.
backlog-fault-reason = Desizyon sa a bezwen yon rezon pasyan yo ka li.
backlog-fault-long = Tèks la twò long. Kantite lèt maksimòm: { $most }
backlog-fault-reviewer = Bay non moun ki te tcheke mo sa yo.
backlog-fault-language = Nou pa ka sove mo sa yo: sondaj la pa nan lang sa a.
backlog-fault-changed = Yon lòt moun deside sou sa pandan tan sa a. Gade l ankò.
backlog-fault-told = Se pa tout moun ki ka li repons lan ankò. Sa ki manke: { $languages }
heard-title = Sa w te di nou, sa nou deside, ak poukisa
heard-intro = Moun ki vin nan { $center } di nou sa ki pi enpòtan pou yo. Men repons nou.
heard-empty = Poko gen repons pou li isit la. Lè nou deside yon bagay, w ap jwenn li sou paj sa a.
heard-status-accepted = Nou pral fè sa
heard-status-not_now = Pa kounye a
heard-status-declined = Nou pap fè sa
heard-status-testing = N ap eseye l
heard-status-implementing = N ap mete l an plas
heard-status-done = Fini
heard-tier-clear = Ou di nou sa klè: se youn nan bagay ki pi enpòtan yo.
heard-tier-probable = Gen anpil chans se youn nan bagay ki pi enpòtan pou ou.
heard-tier-close = Se youn nan plizyè bagay ki gen prèske menm enpòtans pou ou.
heard-tier-lower = Kounye a gen lòt bagay nan lis la ki pi enpòtan pou ou.
heard-people = Kantite moun nou tande: { $people }
heard-decided = Deside: { $date }
heard-draft = DRAFT (bouyon): pèsonn poko verifye tradiksyon sa a.
heard-languages = Li paj sa a an
heard-elsewhere = Gen lòt repons ou ka li an:
backlog-counts-as = Pwoblèm sa a konte kòm yon lòt kounye a. Nouvo rezilta yo ale la, epi sa a kenbe istwa li:

# The demo's own pages.

demo-title = Kat bagay pou eseye
demo-what = Sa a se Riverside Health, yon sant sante envante. Pasyan yo di sa ki enpòtan pou yo; direksyon an deside epi reponn.
demo-language = Lang
demo-phone-title = Yon telefòn
demo-phone-what = Voye mesaj bay sant la tankou yon pasyan ta fè, nan nenpòt nan sis lang. Sa ki tounen se sa yon vrè telefòn ta montre.
demo-phone-do = Louvri telefòn nan
demo-survey-title = Sondaj la sou entènèt
demo-survey-what = Menm sondaj la an paj: yon kesyon alafwa, sou ti ekran, san kont.
demo-survey-do = Reponn sondaj la
demo-ranking-title = Kisa ki pi enpòtan?
demo-ranking-what = Konekte kòm direksyon ak enfòmasyon ki te parèt lè demonstrasyon an kòmanse. Gade lis la, ki jan li sèten, epi pibliye l.
demo-ranking-do = Gade lis la
demo-heard-title = Sa nou tande ak sa nou fè
demo-heard-what = Deside sou sa ki pou fèt, epi li sou paj piblik la sa kominote a tande.
demo-heard-do = Li paj piblik la
demo-chat = Mesaj tèks
demo-chat-empty = Poko gen mesaj. Voye yon mo kle pou kòmanse.
demo-segments = { $count ->
    [1] 1 segman · { $cost }
   *[other] { $count } segman · { $cost }
 }
demo-write = Mesaj tèks
demo-send = Voye
demo-keywords-title = Mo kle
demo-keywords-what = Yon afich nan sal datant la di: voye youn nan mo sa yo.
demo-hold-title = Telefòn yon moun
demo-hold-what = Mete yon lis moun epi poze yo kesyon. Apre sa pran telefòn youn nan yo: ekri nimewo li.
demo-hold-number = Nimewo telefòn
demo-hold-do = Pran telefòn sa a
demo-hold-wrong = Sa a se pa yon nimewo telefòn. Ekri l ak kòd zòn nan, pa egzanp (617) 555-0110.
demo-try-title = Apre sa eseye
demo-try-language = Nan mitan an, ekri “español” oswa “العربية”.
demo-try-words = Reponn ak mo olye de nimewo.
demo-try-stop = Ekri STOP, apre sa START.

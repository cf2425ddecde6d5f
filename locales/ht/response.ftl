# The pages on which people answer a survey. Short words, kind, true.

response-language = Lang
response-draft = DRAFT (bouyon): pèsonn poko verifye tradiksyon sa a.
response-consent-web = Si ou reponn sou paj sa a, nou p ap voye tèks ba ou. Nou pa mande non ou ni nimewo telefòn ou.
response-agree = Wi, mwen dakò
response-refuse = Non, mèsi
response-refused-title = Pa gen pwoblèm
response-refused = Mèsi paske ou li. Nou pa kenbe anyen, epi swen ou rete menm jan.
response-refused-back = Ou chanje lide? Tounen
response-back = Tounen
response-step = Kesyon { $number } sou { $count }
response-continue = Kontinye
response-skip = Sote
response-saved = Ou ka kanpe nenpòt lè. Sa ou voye deja anrejistre, epi adrès paj sa a ap mennen ou tounen. Kenbe adrès la pou ou sèl: nenpòt moun ki genyen l ka wè repons ou yo.
response-place =
    { $place ->
        [1] Premye chwa
        [2] Dezyèm chwa
        [3] Twazyèm chwa
       *[other] Chwa { $place }
    }
response-pick = Chwazi youn
response-yes = Wi
response-no = Non
response-day = Jou
response-month = Mwa
response-year = Ane
response-date =
    { $month ->
        [1] { $day } janvye { $year }
        [2] { $day } fevriye { $year }
        [3] { $day } mas { $year }
        [4] { $day } avril { $year }
        [5] { $day } me { $year }
        [6] { $day } jen { $year }
        [7] { $day } jiyè { $year }
        [8] { $day } out { $year }
        [9] { $day } septanm { $year }
        [10] { $day } oktòb { $year }
        [11] { $day } novanm { $year }
       *[other] { $day } desanm { $year }
    }
response-error = Erè:
response-problem = Gen yon pwoblèm
response-missing-one = Tanpri chwazi yon repons
response-missing-some = Tanpri chwazi omwen yon repons
response-missing-place = Tanpri chwazi omwen premye chwa ou
response-missing-text = Tanpri ekri yon repons
response-wrong-number = Tanpri ekri yon nimewo an chif, tankou 3
response-wrong-precise = Tanpri pa mete plis pase { $most } chif apre pwen an
response-wrong-date = Tanpri mete jou, mwa ak ane an chif, ak tout kat chif ane a
response-wrong-calendar = Jou sa a pa nan kalandriye a. Tanpri verifye dat la
response-wrong-range = Tanpri chwazi yon nimewo ant { $min } ak { $max }
response-wrong-too-small = Tanpri chwazi yon nimewo ki { $min } oswa plis
response-wrong-too-large = Tanpri chwazi yon nimewo ki { $max } oswa mwens
response-wrong-repeated = Ou chwazi « { $choice } » de fwa. Tanpri chwazi l yon sèl fwa
response-wrong-too-many = Tanpri pa chwazi plis pase { $most }
response-wrong-too-long = Tanpri fè repons lan pi kout: { $most } karaktè o maksimòm
response-wrong-code = Nou pa konnen kòd sa a. Tanpri verifye chak lèt ak chak chif
response-check-title = Verifye repons ou yo
response-check = Èske se sa ou vle di? Ou ka chanje l toujou. Apre ou voye l, l ap rete jan l ye a.
response-change = Chanje
response-change-question = Chanje: { $question }
response-send = Voye repons mwen yo
response-skipped = Ou sote l
response-open = Poko gen repons
response-thanks-title = Mèsi anpil!
response-thanks = Nou resevwa repons ou yo. Kèlkeswa sa ou di nou, swen ou rete menm jan.
response-heard = Gade sa nou tande ak sa n ap fè pou sa
response-receipt-title = Kòd resi ou
response-receipt = Kenbe kòd sa a, pa egzanp pran yon foto. Avèk li ou ka retire repons ou yo pita. Nou pa konnen ki repons ki pa ou: se kòd sa a sèlman ki ka jwenn yo.
response-agreed = Sa ou te dakò a
response-withdraw-link = Retire repons mwen yo
response-withdraw-title = Retire repons ou yo
response-withdraw = Ekri kòd resi ou te jwenn apre ou te voye repons ou yo. N ap efase yo. Total ki pibliye deja yo pa chanje.
response-withdraw-by-text = Ou te reponn pa mesaj tèks? Voye DELETE nan nimewo ki te ekri w la.
response-code = Kòd resi
response-withdraw-button = Retire repons mwen yo
response-withdraw-back = Ale nan sondaj la
response-withdrawn-title = Repons ou yo retire
response-withdrawn = Nou efase sa ou te di nou. Swen ou rete menm jan.
response-stays-title = Sa ki rete
response-stays-proof = Yon nòt ki di yon moun te dakò epi li te chanje lide. Pa gen non ladan, ni okenn nan repons ou yo.
response-stays-backups = Kopi nan sovgad nou yo. Nou kenbe chak sovgad { $days } jou pou pi plis.
response-stays-carriers = Mesaj tèks. Si ou te voye tèks ban nou, konpayi telefòn yo ka kenbe yo selon pwòp règ pa yo.
response-over-title = Ou voye repons ou yo deja
response-over = Sa ou te voye a an sekirite. Ou pa ka chanje l ankò, kidonk nou pa anrejistre repons sa a.
response-over-withdrawn = Sondaj sa a fèmen pou ou, kidonk nou pa anrejistre repons sa a.

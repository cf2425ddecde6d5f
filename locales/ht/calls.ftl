### What needs a person now? The call list, and one entry of it.

calls-nav = Kiyès ki bezwen nou?
calls-wait = { $count ->
    [1] 1 moun ap tann yon apèl oswa yon desizyon
   *[other] { $count } moun ap tann yon apèl oswa yon desizyon
 }
calls-title = Kiyès ki bezwen nou kounye a?
calls-intro = Bagay se yon moun sèlman ki ka okipe. Sa ki pi ijan yo anlè.
calls-empty = Pa gen moun k ap tann ou. Lè yon moun mande yo rele l, oswa yon mesaj bezwen yon moun li l, w ap wè l isit la.
calls-now = Pou okipe kounye a
calls-more = { $count ->
    [1] Gen 1 lòt k ap tann. W ap wè l lè sa yo fini.
   *[other] Gen { $count } lòt k ap tann. W ap wè yo lè sa yo fini.
 }
calls-later = Yo eseye, epi yo kite l pou pita
calls-later-about = Yo pa jwenn pèsonn. Yo tounen anlè poukont yo.
calls-kind-crisis = Petèt yon moun an danje
calls-kind-held = Èske li pa vle mesaj ankò?
calls-kind-unclear = Èske li te vle di STOP?
calls-kind-wrong-number = Èske se move nimewo?
calls-kind-complaint = Yon plent ki bezwen yon repons
calls-kind-needs-help = Li bezwen èd pou l reponn
calls-kind-repeating = Menm mesaj la, plizyè fwa
calls-kind-call-back = Tanpri rele
calls-kind-start-blocked = Konpayi telefòn li toujou bloke mesaj nou yo
calls-kind-not-delivered = Yon mesaj pa rive
calls-about-crisis = Pawòl li yo sanble danje. Li resevwa touswit yon mesaj ki bay nimewo 911 ak 988.
calls-about-held = Pawòl li yo sanble li pa vle mesaj ankò. Anyen pa voye ba li toutotan ou pa deside.
calls-about-unclear = Li voye yon mo ki ka vle di STOP. Nou mande l kisa li te vle di, li pa reponn.
calls-about-wrong-number = Yon moun di se pa nimewo moun sa a. Anyen pa voye ba li toutotan ou pa deside.
calls-about-complaint = Pawòl li yo sanble yon plent. Si se pa t yon repons, nou di l yon moun ap reponn li.
calls-about-needs-help = Nou pa konprann plizyè mesaj li youn dèyè lòt. Nou di l yon moun ap reponn li.
calls-about-repeating = Menm mesaj la vini twa fwa, nou pa konprann li. Se ka yon machin. Anyen pa voye toutotan ou pa deside.
calls-about-call-back = Li mande pou yon moun rele l.
calls-about-start-blocked = Li mande pou l resevwa mesaj ankò, men konpayi telefòn li toujou bloke mesaj nou yo. Pou retire blokaj la, li dwe voye mo START, an anglè, soti nan telefòn li sou nimewo nou an. Tanpri rele l pou di l sa.
calls-about-not-delivered = Nou pa konnen si mesaj nou an rive jwenn li.
calls-why-unknown = Pèsonn pa konnen si li te voye.
calls-why-given-up = Li pa t ka remèt alè.
calls-why-unreachable = Yo pa t ka jwenn telefòn nan.
calls-why-number = Nimewo sa a pa resevwa mesaj.
calls-why-blocked = Konpayi telefòn nan refize remèt li.
calls-why-sender = Pwòp nimewo pa nou an pa anrejistre pou voye. Tanpri di administratè w la.
calls-why-opted-out = Li mande konpayi telefòn li pou l pa resevwa ankò.
calls-why-other = Konpayi telefòn nan pa bay yon rezon klè.
calls-ago-minutes = { $count ->
    [1] sa gen 1 minit
   *[other] sa gen { $count } minit
 }
calls-ago-hours = { $count ->
    [1] sa gen 1 èdtan
   *[other] sa gen { $count } èdtan
 }
calls-ago-days = { $count ->
    [1] sa gen 1 jou
   *[other] sa gen { $count } jou
 }
calls-speaks = Pale:
calls-number-ends = Nimewo a fini ak { $digits }
calls-again = { $count ->
    [1] Sa rive yon lòt fwa depi lè sa a.
   *[other] Sa rive { $count } lòt fwa depi lè sa a.
 }
calls-tries = { $count ->
    [1] Yo eseye yon fwa, yo pa jwenn li
   *[other] Yo eseye { $count } fwa, yo pa jwenn li
 }
calls-taken = { $who } ap okipe l
calls-taken-own = Se ou k ap okipe l
calls-back = Tounen nan lis la
calls-who = Kiyès li ye
calls-since = Depi
calls-suppressed = Yo pa voye mesaj nan nimewo sa a.
calls-unusable = Mesaj pa rive nan nimewo sa a.
calls-talk = Sa ki te di
calls-theirs = Li ekri
calls-ours = Nou ekri
calls-this-one = Se sa a li ye.
calls-crisis-care = Rele kounye a, nan lang li. Si ou pa kapab, mande yon klinisyen ki an sèvis. Pa ekri l sou sa: lòt moun ka li telefòn nan.
calls-read-answer = Li kòm yon repons
calls-read-stop = Li kòm STOP
calls-read-stop-suspected = Li kòm yon moun ki pa vle mesaj ankò; yon moun dwe konfime l
calls-read-stop-unclear = Li kòm yon mo ki ka vle di STOP
calls-read-wrong-number = Li kòm move nimewo
calls-read-crisis = Li kòm yon moun k ap mande èd nan danje
calls-read-call = Li kòm yon moun ki vle yo rele l
calls-read-complaint = Li kòm yon plent
calls-read-repeating = Menm mesaj la ankò; nou pa reponn
calls-read-not-wanted = Li rive pandan moun nan pa t vle mesaj; nou pa reponn
calls-read-not-understood = Nou pa konprann
calls-read-word = Li kòm yon demann oswa yon mo kle
calls-became-arrived = Li rive
calls-became-sent = Li voye; nou pa tande anyen apre sa
calls-became-waiting = L ap tann pou l ale
calls-became-lost = Li pa rive
calls-became-unknown = Pèsonn pa konnen si li te voye
calls-became-cancelled = Yo retire l anvan l voye
calls-do = Kisa w ap fè?
calls-do-take = M ap okipe l
calls-do-take-about = Kòlèg ou yo wè se ou ki gen li.
calls-do-release = Kite l pou yon lòt moun
calls-do-no-more-texts = Wi, li pa vle mesaj ankò
calls-do-no-more-texts-about = Volonte li anrejistre ak non pa w. Li pa resevwa mesaj ankò. Sa li te reponn toujou konte. Sa pa ka defèt.
calls-do-go-on = Non, se pa sa li te vle di
calls-do-go-on-about = Anyen pa voye kounye a. Pwochen fwa li ekri, l ap jwenn kesyon li an ankò.
calls-do-go-on-repeating = Se yon moun: kontinye
calls-do-end-repeating = Pa voye mesaj ankò
calls-do-end-repeating-about = Li p ap jwenn mesaj ankò, sof si l voye START. Sa l te reponn yo toujou konte. Ou pa ka defèt sa.
calls-do-wrong-number = Wi, se move nimewo
calls-do-wrong-number-about = Nou retire nimewo a sou moun sa a, epi li pa resevwa mesaj ankò. Sa moun nan te reponn rete pou li. Sa pa ka defèt.
calls-do-right-number = Non, se nimewo li
calls-do-called = Mwen pale avè l
calls-do-called-about = Li soti nan lis la.
calls-do-try-later = Mwen pa t ka jwenn li
calls-do-try-later-about = Li tounen nan lis la pita: nan demen maten, oswa nan yon demi èdtan si yon moun ka an danje.
calls-do-send-again = Voye mesaj la yon lòt fwa
calls-do-send-again-about = Menm mesaj la ap pati: yon repons pou moun nan, touswit; nenpòt lòt, lajounen kote moun nan ye a. Si premye a te rive, l ap resevwa l de fwa.
calls-do-unusable = Mesaj pa rive nan nimewo sa a
calls-do-unusable-about = Li make konsa pou tout moun ki voye mesaj.
calls-do-done = Pa gen anyen ki rete pou fè
calls-do-done-about = Li soti nan lis la, epi pa gen lòt bagay ki rive.
calls-did-put-off = Li rete pou pita. L ap tounen nan lis la poukont li.
calls-outcome-no-more-texts = Li pa vle mesaj ankò, epi li pa resevwa yo.
calls-outcome-went-on = Mesaj yo kontinye.
calls-outcome-wrong-number = Nou retire nimewo a sou moun sa a.
calls-outcome-right-number = Se nimewo li. Mesaj yo kontinye.
calls-outcome-called = Yon moun pale avè l.
calls-outcome-sent-again = Mesaj la voye yon lòt fwa.
calls-outcome-unusable = Make kòm yon nimewo mesaj pa rive.
calls-outcome-done = Pa t gen anyen ki rete pou fè.
calls-outcome-arrived = Konpayi telefòn nan gen mesaj la kanmenm.
calls-closed-own = Se ou ki fè l.
calls-closed-by = Se { $who } ki fè l.
calls-closed-itself = Li regle poukont li.
calls-fault-settled = Anyen pa fèt: yon lòt moun te pi rapid, oswa gen yon bagay nouvo. Tanpri gade ankò.
calls-fault-not-possible = Sa pa ka fèt isit la ankò. Tanpri gade ankò.

### What matters most? The ranking page of the staff.

priority-title = Kisa ki pi enpòtan?
priority-chance-only = Sa kouvri aza sèlman; moun ki pa reponn yo ka panse lòt jan.
priority-quoted = « { $topic } »
priority-list-more = { $list }, { $next }
priority-list-last = { $list } ak { $next }
priority-ranking = Klasman
priority-place = Plas
priority-issue = Sijè
priority-wins = Konbyen fwa li pase devan
priority-in-top = { $k ->
    [1] Nan premye plas
   *[other] Nan premye { $k } yo
}
priority-tier-clear = Klè
priority-tier-probable = Pwobab
priority-tier-close = Twò pre
priority-tier-lower = Pi ba nan lis la
priority-likelihood-almost-certain = prèske sèten ({ $percent } %)
priority-likelihood-very-likely = gen anpil chans ({ $percent } %)
priority-likelihood-likely = gen chans ({ $percent } %)
priority-likelihood-about-even = mwatye-mwatye ({ $percent } %)
priority-likelihood-unlikely = pa gen anpil chans ({ $percent } %)
priority-likelihood-very-unlikely = prèske pa gen chans ({ $percent } %)
priority-plot = Li pase devan nan { $percent } % konparezon yo; entèval 95 %: { $low } a { $high } %
priority-plot-alone = Li pase devan nan { $percent } % konparezon yo
priority-no-one-chose = pèsonn pa chwazi sa
priority-not-asked = Yo poko poze pèsonn kesyon sou sa yo, kidonk yo pa nan klasman an:
priority-flag-unverified = Tout repons yo vini nan yon lyen ki louvri pou tout moun; yon moun ka reponn plis pase yon fwa. Li klasman sa a ak prekosyon.
priority-heard = Kiyès nou tande
priority-language = Lang
priority-count = Moun
priority-hidden = pa montre
priority-hidden-note = Nou pa montre gwoup 1 a 10 moun, ni lòt chif ki ta fè yo konnen.
priority-heard-hidden = Nou pa montre chif pou chak lang: yo ta di jan pa gen anpil moun ki reponn nan youn ladan yo.
priority-beside = Repons nan lyen ki louvri, nou kenbe yo apa, yo pa nan klasman an: { $count }
priority-beside-few = Kèk repons vini nan lyen ki louvri. Nou kenbe yo apa, yo pa nan klasman an.
priority-how = Ki jan nou fè sa
priority-how-score = Chak moun chwazi sa ki pi enpòtan pou li. Nou konpare pwoblèm yo de pa de: kilès li mete devan? Si yo egal, sa konte mwatye. Nòt la se konbyen fwa yon pwoblèm pase devan.
priority-how-consent = Se moun ki dakò ak itilizasyon sa a sèlman nou konte. Moun ki chanje lide soti nan klasman an lamenm.
priority-how-chance = { $draws } tiraj oaza montre konbyen aza poukont li ka deplase plas yo.
priority-publish = Pibliye klasman sa a
priority-publish-note = Lè w pibliye, chif yo fikse epi premye pwoblèm yo antre nan lis travay la. Sa moun deja deside pa chanje.
priority-published = Klasman an pibliye. Premye pwoblèm li yo nan lis travay la.
priority-last-published = Dènye piblikasyon: { $date }
priority-too-few = Jiskaprezan mwens pase 11 moun reponn. Pou pwoteje yo, nou poko montre ni pibliye anyen.
priority-too-few-next = Pataje sondaj la ak plis moun
priority-no-survey = Poko gen okenn sondaj pibliye ki klase pwoblèm yo.
priority-no-survey-next = Kòmanse yon sondaj epi pibliye l
priority-cannot-rank = Nou pa ka kalkile klasman sa a ak repons ki genyen yo.
priority-cannot-weight = Tablo moun nou sèvi yo pa koresponn ak moun ki reponn sondaj sa a: pa gen pèsonn ki reponn nan youn nan gwoup li yo, oswa gen moun nan yon gwoup li pa nonmen. Se poutèt sa nou pa ka peze repons yo ak li.
priority-cannot-weight-empty = Pèsonn pa reponn nan gwoup tablo sa a: { $group }
priority-cannot-weight-unknown = Moun sa yo te reponn, e tablo a pa nonmen gwoup yo: { $group }
priority-cannot-weight-next = Gade tablo a epi di ki gwoup ki ranplase l, oswa mete l sou kote
priority-shown-unweighted = Poko peze, kidonk li pa ka pibliye.
priority-other-surveys = Lòt sondaj
priority-place-in-tier = { $place } ({ $tier })
priority-among = Pami { $people } moun nou tande yo:
priority-among-open = Pami { $people } repons ki vini pa yon lyen louvri:
priority-among-weighted = Pami { $people } moun nou tande yo, peze pou yo sanble ak pasyan nou yo:
priority-one-in-top = { $topic }: { $likelihood } { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}.
priority-none-sure = Poko gen okenn sijè ki sèten { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}.
priority-close = Yo twò pre youn lòt (plas { $places }): { $topics }. Trete yo kòm yon sèl gwoup.
priority-close-alone = Li twò pre pou di (plas { $places }): { $topics }. Kenbe l sou lis la.
priority-left-open = { $open ->
   *[other] Gen { $open } plas sou { $k } ki rete louvri pou yo.
}
priority-precise = Li presi anviwon tankou { $people } repons ki tire owaza.
priority-legend = Pwen: pati konparezon ki genyen. Liy: entèval 95 %. Liy koupe: mwatye. Plas: plas repons yo pèmèt. Ba: ki chans li pami premye yo.
priority-part = Pati { $number }: yo konpare sijè sa yo youn ak lòt, e ak okenn lòt. Plas yo konte anndan pati a sèlman.
priority-flags = Anvan ou konte sou sa
priority-flag-contested = San youn nan fason moun reponn yo, premye yo t ap lòt. Se poutèt sa nou pa rele anyen klè isit la.
priority-flag-method = Yon lòt fason pou konte t ap bay lòt premye. Se poutèt sa nou pa rele anyen klè isit la.
priority-flag-channel = Si chak fason pou reponn te gen yon sèl vwa, premye yo t ap lòt. Se poutèt sa nou pa rele anyen klè isit la.
priority-flag-provisional = Gen sijè ki nouvo, e se kèk moun sèlman ki te wè yo. Plas yo ka chanje toujou.
priority-flag-disconnected = Gen sijè ki pa janm konpare youn ak lòt. Pa gen yon sèl lòd, kidonk yo tout twò pre pou di.
priority-flag-deff-2 = Poutèt pwa yo, repons sa yo mwens presi anpil pase kantite yo fè kwè.
priority-flag-deff-3 = Kèk moun peze anpil isit la, kidonk repons yo mwens presi anpil pase kantite yo fè kwè. Mete ti gwoup yo ansanm anvan ou konte sou sa.
priority-flag-margins = Menm ak pwa yo, moun nou tande yo pa fin sanble ak pasyan nou yo.
priority-flag-sessions = Te gen mwens pase 8 reyinyon pou koute moun, kidonk entèval yo ka twò etwat.
priority-new = nouvo: kèk moun sèlman ki te wè l
priority-band-clear = { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
} ak 95 % oswa plis
priority-band-probable = { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
} ak 80 % oswa plis
priority-band-close = petèt { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}, petèt non: yon sèl gwoup
priority-band-lower = { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
} ak mwens pase 20 %
priority-csv = Tablo sa a kòm fichye (CSV)
priority-words = Ak pwòp mo yo
priority-record = Klasman ki pibliye
priority-public = Sa tout moun ka li
priority-publish-title = Pibliye
priority-gone = Moun ki te konte lè sa a e ki pa konte ankò: { $people }.
priority-gone-few = Kèk moun (10 oswa mwens) ki te konte lè sa a pa konte ankò.
priority-groups = Pou ki moun li diferan
priority-tail-left-out = Enprime san sijè ki pi ba sou lis la e ki menm pou tout moun. Yo nan premye paj la.
priority-missed-title = Sa mwayèn nan pa wè
priority-missed = { $group }: { $topic }, { $likelihood } { $k ->
    [1] nan premye plas pou yo
   *[other] pami premye { $k } pa yo
}. Pou tout moun ansanm li nan plas { $place }.
priority-missed-none = Pa gen okenn gwoup ki ase gwo ki mete anlè yon sijè tout moun ansanm mete byen ba.
priority-slope = Soti nan lòd tout moun (premye kolòn) pou rive nan lòd { $group } (dezyèm)
priority-as-table = Menm bagay la nan yon tablo
priority-groups-small = Nou pa montre yo apa, pou pwoteje ti gwoup yo:
priority-groups-session = Envite yo nan yon reyinyon pa yo, pou nou tande yo tou.
priority-groups-legend = Konbyen fwa yon sijè pase devan nan chak gwoup: plis li fonse, se plis souvan. ▲ oswa ▼: pi souvan oswa mwen souvan pase kay lòt yo, plis pase sa chans ka fè.
priority-steps-note = Mwens moun genyen, plis etap pousantaj yo laj, pou pèsonn pa ka li vòt yon moun ladan yo.
priority-groups-none = Poko gen gwoup pou mete kòtakòt.
priority-more = pi souvan pase kay lòt yo
priority-less = mwen souvan pase kay lòt yo
priority-everybody = Tout moun
priority-equal-groups = Chak gwoup konte yon fwa
priority-worst-group = Pi piti chif pami gwoup yo
priority-sources = Dapre fason moun reponn
priority-source-sms = Pa tèks
priority-source-web = Sou entènèt, ak pwòp lyen yo
priority-source-open = Ak yon lyen ki louvri
priority-source-session = Nan reyinyon pou koute moun
priority-sources-legend = Konbyen fwa yon sijè pase devan nan chak fason pou reponn: plis li fonse, se plis souvan. Repons ki pase pa yon lyen louvri rete sou kote, yo pa konte ak lòt yo.
priority-without = san yo: { $place }
priority-untried = Nou pa konnen si lòd la kenbe san sa yo, paske lòt repons yo pou kont yo pa ka peze oswa yo pa konpare tout sijè yo: { $sources }
priority-without-legend = “San yo”: plas sijè a si yo wete repons sa yo.
priority-sources-one = Tout repons yo rive yon sèl jan, kidonk pa gen anyen pou konpare.
priority-sources-held-back = Pou pwoteje ti gwoup yo, nou pa konpare fason moun yo reponn.
priority-sources-small = Nou pa montre yo apa, pou pwoteje ti gwoup yo:
priority-signal-same = Menm bilten an rive anpil fwa ({ $source }): { $count } fwa, lè nou te atann anviwon { $expected }. Yon moun ta dwe gade sa.
priority-signal-differs = { $source }: moun yo wè sa yo yon lòt jan pase tout lòt: { $topics }. Mande poukisa anvan ou konte sou sa.
priority-weights = Ak pwa ak san pwa
priority-weighted = Ak pwa
priority-unweighted = San pwa
priority-history = Pandan tan ap pase
priority-history-drawn = Plas sijè yo nan chak klasman ki pibliye. Tablo anba a di menm bagay la.
priority-now = Kounye a
priority-heard-count = moun: { $people }
priority-history-none = Lè yon klasman pibliye epi lòt repons rive, w ap wè isit la jan plas yo chanje.
priority-others = Ki jan nou sèten, konte lòt jan
priority-this-ranking = Klasman sa a
priority-way-unweighted = San pwa
priority-way-channels = Yon vwa pou chak fason pou reponn
priority-way-model = Modèl Plackett–Luce
priority-way-duels = De pa de (Schulze)
priority-way-set-aside = Ak bilten ki te mete sou kote
priority-others-legend = Chif yo se plas. Anlè yo ta dwe di prèske menm bagay. Si yon lòt metòd oswa yon lòt fason pou reponn di lekontrè plis pase chans ka fè, kòmansman paj sa a di sa. Lòt kolòn yo la pou ou konpare.
priority-tipping = Si moun ki pa reponn yo pito { $next } pase { $last } ak plis pase { $points } pwen, de a chanje plas. Nan moun nou te mande yo, { $rate } % reponn.
priority-tipping-never = Tèlman gen moun ki reponn ({ $rate } % nan moun nou te mande yo), lòt yo pa t ap ka mete { $next } devan { $last }, kèlkeswa sa yo pito.
priority-tipping-tie = { $next } ak { $last } egal, kidonk moun ki pa reponn yo ta ka chanje yo nenpòt jan. Nan moun nou te mande yo, { $rate } % reponn.
priority-tipping-unknown = Paj sa a pa ka di konbyen moun ki pa reponn yo ta dwe panse lòt jan pou premye yo chanje.
priority-flip = Kantite bilten ki ranje ansanm ki ta sifi pou chanje { $k ->
    [1] premye plas la
   *[other] premye { $k } yo
}: anviwon { $ballots }.
priority-flip-weighted = Nou sipoze chak bilten sa yo peze menm jan ak sa ki pi lou a; si yo ta peze mwens, ta bezwen plis.
priority-not-weighted = Repons yo pa gen pwa: chak moun konte menm jan.
priority-back = Tounen nan klasman an
priority-how-steps = Etap pa etap
priority-how-facts = Kantite ak reglaj
priority-how-margins = Sou ki pati nou peze repons yo
priority-how-uncovered = Sa li pa kouvri
priority-how-people = Yon moun, yon bilten, pa tèks oswa sou entènèt. Moun ki reponn ankò konte yon sèl fwa, ak dènye repons li.
priority-how-weights = Kote nou konnen pati pasyan nou yo, nou peze moun yo pou sa nou tande yo sanble ak yo tout. Gen limit sou pwa yo, pou kèk moun pa deside pou anpil.
priority-how-slates = Se pa tout moun ki te wè tout sijè yo. Nou konpare de sijè ak repons moun ki te wè toulède. Kote se kèk moun sèlman ki wè toulède, sa lòt konparezon yo montre konte tankou de repons anplis.
priority-how-neighbour = Si pèsonn nan { $group } pa reponn, { $neighbour } pale pou yo.
priority-how-tiers = Klè: 95 % oswa plis pami premye yo. Pwobab: 80 % oswa plis. Twò pre: 20 a 80 %. Pi ba nan lis la: mwens pase 20 %. Si yon lòt fason pou konte di lòt bagay, nou pa rele anyen klè.
priority-how-groups = Gwoup ki gen 11 moun oswa plis klase apa. Mwayèn nan pa wè yon sijè ki gen anpil chans (80 % oswa plis) pami premye yon gwoup, men ki pa gen anpil chans (20 % oswa mwens) pami premye tout moun.
priority-how-opinions = Nou konte twa lòt jan sou kote: yon vwa pou chak fason pou reponn, modèl Plackett–Luce, ak de pa de (Schulze). Nou wete chak fason pou reponn yon fwa tou.
priority-how-opinions-two = Nou konte de lòt jan sou kote: modèl Plackett–Luce ak de pa de (Schulze). Nou wete chak fason pou reponn yon fwa tou. Okenn fason pou reponn pa pote 30 moun oswa plis ki pale pou tout pasyan yo, kidonk nou pa konte yon vwa pou chak.
priority-how-tail = Moun chwazi sèlman sa ki pi enpòtan. Lòd plas ki anba yo pa di anpil.
priority-how-hidden = Chif ki soti 1 rive 10 moun, ak gwoup ki twò piti pou montre apa.
priority-how-feasible = Sa ki posib ak konbyen li koute. Se direksyon an ki deside sa, epi ki di poukisa.
priority-fact-people = Moun ki konte
priority-fact-beside = Repons ak yon lyen louvri, sou kote
priority-fact-empty = Bilten ki pa konpare anyen
priority-fact-precise = Presi tankou konbyen repons owaza
priority-fact-deff = Sa pwa yo koute (efè plan an)
priority-fact-top = Plas ki “premye yo”
priority-fact-draws = Tiraj owaza
priority-fact-seed = Kote tiraj yo kòmanse (grenn)
priority-fact-trim = Pwa ki pi piti ak ki pi gwo
priority-fact-margin-error = Apre nou fin peze, sa yon gwoup depase oswa manke pi plis sou pati pasyan li, an pousan pati sa a
priority-fact-response = Nan moun nou te mande yo, konbyen ki reponn
priority-none = okenn
priority-unknown = nou pa konnen
priority-few = 10 oswa mwens
priority-percent = { $percent } %
priority-words-intro = Mo moun ki dakò pou nou site yo san non yo, bò kote sijè yo pale yo. Kote pèsonn poko gade yo, yo bò kote sijè moun nan te mete an premye a, e yo ka pale de lòt bagay. Twa pa sijè pou pi plis.
priority-words-trail = Chak fwa yon moun gade paj sa a, sa ekri nan jounal la.
priority-words-none = Pa gen mo pou montre. Poko gen moun ki ekri yon bagay ki dakò pou nou site l.
priority-words-asked = Kesyon:
priority-words-translated = Nan yon lòt lang, jan ekip nou an di l:
priority-record-intro = Nou kenbe chak klasman jan li te pibliye a, e nou ka kalkile l ankò.
priority-record-on = Dat
priority-record-by = Kiyès ki pibliye l
priority-record-top = Anlè
priority-record-none = Poko gen okenn klasman ki pibliye.

# Signs, what is set aside, and what was brought up unasked.
priority-signs = Èske gen bagay ki sanble yo te òganize?
priority-signs-intro = Se siy, se pa prèv. Yon fanmi, yon klas oswa yon legliz ka reponn menm jan pou bon rezon; se poutèt sa yon moun gade anvan. Nou pa efase anyen.
priority-signs-none = Anyen pa atire atansyon.
priority-sign-gone = Anyen pa mete sou kote: siy sa a pa la ankò. Gade siy ki anba yo ankò.
priority-sign = Siy { $number }
priority-sign-ballot = Sa li di, premye bagay anvan:
priority-aside-is = Mete sou kote
priority-aside-reason = Poukisa mete yo sou kote?
priority-aside-note = Nou kenbe yo. Nou montre klasman an avèk yo ak san yo, epi isit la yo ka konte ankò. Sa ki vini apre epi ki menm jan an ap sou kote tou.
priority-aside-set = Mete bilten sa yo sou kote
priority-asides = Sou kote kounye a
priority-asides-count = Bilten ki sou kote: { $ballots }
priority-asides-note = Sa ki soti avèk yo parèt sou paj klasman an, nan lòt fason pou konte yo.
priority-aside-because = Rezon:
priority-aside-again = Konte yo ankò
priority-aside-ballot = { $source }: tout bilten ki di { $ballot }
priority-aside-source = { $source }: tout bilten yo
priority-aside-done = Bilten sa yo sou kote. Nou montre klasman an nan de fason yo.
priority-again-done = Bilten sa yo konte ankò.
priority-aside-why = Di poukisa, ant 1 ak { $most } lèt.
priority-raised = Sa moun pale poukont yo san yo pa mande yo
priority-raised-note = Se kantite moun ki pale sou sa ak pwòp mo yo. Sa pa fè pati klasman an: moun ki pa pale sou yon bagay pa mete l dènye.
priority-raised-few = kèk
priority-raised-unlisted = poko sou okenn lis

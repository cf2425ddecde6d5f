# Mesaj tèks. Kenbe yo kout: ak aksan, chak 70 lèt koute yon mesaj anplis.

sms-consent-unclear = Tanpri reponn 1 pou wi oswa 2 pou non.
sms-invited = { $center }: yon nouvo sondaj pou ou. STOP pou fini.
sms-thanks = Mèsi!
sms-how-choose-one = Reponn ak yon sèl nimewo.
sms-how-choose-many = Reponn ak tout nimewo ki kòrèk, tankou: 1 3
sms-how-rank = Reponn ak { $most } nimewo pou pi plis, pi enpòtan an anvan, tankou: { $example }
sms-how-scale = Reponn ak yon nimewo ant { $min } ak { $max }.
sms-how-yes-no = Reponn 1 pou wi oswa 2 pou non.
sms-how-number = Reponn ak yon nimewo.
sms-how-date = Reponn ak yon dat, tankou: { $example }
sms-how-text = Reponn ak pwòp mo pa ou.
sms-may-skip = Oswa reponn SOTE.
sms-you-chose = Ou chwazi: { $answer }. Se pa sa? Reponn TOUNEN.
sms-not-understood = Padon, nou pa konprann.
sms-no-such-choice = Padon, { $given } pa nan lis la.
sms-out-of-range = Padon, sa pa ant { $min } ak { $max }.
sms-too-many = Padon, chwazi { $most } pou pi plis.
sms-repeated = Padon, chak nimewo konte yon sèl fwa.
sms-impossible-date = Padon, jou sa a pa nan kalandriye a.
sms-offer-call = Ou ka reponn SOTE tou. Oswa reponn RELE, epi yon moun ap rele w.
sms-needed = Nou ta renmen tande repons ou. Pou kite l, reponn SOTE yon lòt fwa.
sms-refused = { $center }: Dakò, pa gen kesyon. Chwa ou pa chanje swen ou.
sms-finished = Mèsi! Repons ou yo anrejistre. Gade sa nou tande ak sa n ap fè: { $link }
sms-already-finished = { $center }: Ou te deja reponn sondaj sa a. Mèsi!
sms-help = { $center }: Nou mande pasyan yo kisa pou nou amelyore. Reponn STOP pou pa resevwa mesaj ankò.
sms-help-call = { $center }: Nou mande pasyan yo kisa pou nou amelyore. Ou gen kesyon? Rele { $phone }. Reponn STOP pou pa resevwa mesaj ankò.
sms-stopped = { $center }: Dakò, pa gen mesaj ankò. Sa ou te deja reponn toujou konte. Se te yon erè? Voye START.
sms-stopped-call = { $center }: Dakò, pa gen mesaj ankò. Sa ou te deja reponn toujou konte. Pou retire l, rele { $phone }. Se te yon erè? Voye START.
sms-started = { $center }: Ou ka resevwa mesaj nou yo ankò. Reponn STOP pou fini.
sms-started-go-on = { $center }: Ou ka resevwa mesaj nou yo ankò. Pou kontinye sondaj la, reponn 1. Reponn STOP pou fini.
sms-stop-unclear = Èske ou te vle sispann mesaj yo? 1 = kontinye, STOP = fini
sms-crisis = Pa gen moun k ap gade nimewo sa a tout tan. Si se yon ijans, rele 911. Pou pale ak yon moun kounye a, rele 988, nenpòt lè, gratis.
sms-will-call = { $center }: Mèsi. Yon moun ap rele w nan nimewo sa a. Ou ka kontinye pa mesaj tou, lè ou vle.
sms-nothing-open = { $center }: Mèsi pou mesaj ou. Pa gen kesyon kounye a. Reponn ED pou jwenn èd oswa STOP pou fini.
sms-draft = DRAFT

### The second step of signing in: a code from a phone, or from paper.

second-title = Tape kòd ou a
second-intro = Louvri aplikasyon sou telefòn ou ki montre kòd ou yo.
second-code = Kòd
second-hint = 6 chif ki nan aplikasyon an, oswa youn nan kòd sekou ou yo
second-continue = Kontinye
second-wrong = Kòd sa a pa bon, oswa li te sèvi deja. Tann pwochen kòd la nan aplikasyon an, epi eseye ankò.
second-over = Sa pran twòp tan. Tanpri tape modpas ou ankò.
second-lost = Ou pa gen ni telefòn ou ni kòd sekou ou yo? Mande yon administratè pou l kite w mete yon lòt telefòn.
factor-title = Pwoteje kont ou
factor-intro = Depi kounye a, ou konekte ak modpas ou plis yon kòd ki soti nan telefòn ou. Konsa pèsonn pa ka antre ak modpas ou sèlman.
factor-app = 1. Pran yon aplikasyon pou kòd
factor-app-about = Nenpòt aplikasyon ki bay kòd pou konekte ap mache, tankou Aegis, Google Authenticator oswa Microsoft Authenticator.
factor-scan = 2. Eskane imaj sa a ak aplikasyon an
factor-picture = Kòd QR pou aplikasyon an
factor-type = Ou pa ka eskane l? Tape kle sa a nan aplikasyon an:
factor-confirm = 3. Tape 6 chif aplikasyon an montre yo
factor-save = Aktive l
recovery-title = Sere kòd sa yo
recovery-intro = San telefòn ou, chak nan kòd sa yo ap kite w antre yon fwa. Enprime yo oswa ekri yo, epi sere yo kote se ou menm sèl ki ka jwenn yo. Yo p ap parèt ankò.
recovery-list = Kòd sekou
recovery-done = Mwen sere yo

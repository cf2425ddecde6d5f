### The end of a session: a warning before it, and what was typed.

idle-title = Èske ou toujou la?
idle-about = Sesyon an fèmen apre 15 minit san w pa fè anyen. Sa ou te ekri a rete sere pou ou.
idle-two-minutes = 2 minit ki rete
idle-one-minute = 1 minit ki rete
idle-half-minute = 30 segonn ki rete
idle-last = 12 èdtan ou yo prèske fini: talè konsa w ap oblije konekte ankò. Sa ou te ekri a rete sere pou ou.
idle-stay = Rete konekte
kept-title = Sa ou te ekri a sere
kept-about = Ou te dekonekte anvan sa te voye. Nou sere l { $time }, epi li pa t voye.
kept-typed = Sa ou te ekri
kept-send = Voye l kounye a
kept-throw = Jete l
kept-until = L ap rete sere pandan { $count } èdtan. Se ou menm sèl ki ka wè l.
kept-list = Sa ou te ekri lè ou te dekonekte

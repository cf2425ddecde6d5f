### The places people come to.

sites-nav = Sant yo
sites-title = Ki kote moun vin jwenn nou?
sites-intro = Yon sant se yon kote moun vini. Lis moun yo bay non l, epi nou ka li rezilta yo pa sant.
sites-list = Sant yo
sites-empty = Poko gen okenn sant. Ajoute premye a isit la.
sites-name = Non sant lan
sites-name-hint = Jan moun rele l, tankou « Klinik Bò Lès ».
sites-add-title = Ajoute yon sant
sites-add = Ajoute sant lan
sites-rename = Chanje non
sites-new-name = Nouvo non
sites-save = Sove non an
sites-done-added = Sant lan ajoute.
sites-done-renamed = Sant lan gen nouvo non l.
sites-done-removed = Sant lan retire.
sites-fault-empty = Tanpri bay sant lan yon non.
sites-fault-long = Non sa a twò long. Li ka gen 80 karaktè.
sites-fault-taken = Yon lòt sant gen non sa a deja.
sites-fault-changed = Yon moun chanje sant sa a pandan tan sa a. Tanpri gade l ankò.
sites-fault-in-use = Gen moun ki nan sant sa a deja, konsa li rete.

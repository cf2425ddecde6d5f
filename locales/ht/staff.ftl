### Signing in and the frame of the staff pages.

staff-sign-in-title = Konekte
staff-sign-in-intro = Pou anplwaye sant sante a.
staff-email = Adrès imel
staff-password = Modpas
staff-sign-in = Konekte
staff-sign-out = Dekonekte
staff-sign-in-wrong = Adrès imel la oswa modpas la pa bon. Tcheke tou de epi eseye ankò.
staff-sign-in-wait = Te gen anpil move esè. Tann yon ti moman, epi eseye ankò. Segonn pou tann: { $seconds }
staff-sign-in-note = Sesyon an fèmen apre 15 minit san w pa fè anyen.
staff-skip = Ale nan kontni an
staff-nav = Paj anplwaye yo
staff-nav-priorities = Kisa ki pi enpòtan?
staff-nav-backlog = Kisa n ap fè pou sa?
staff-nav-heard = Paj piblik la
staff-menu = Meni
staff-signed-in-as = Konekte:
staff-group-listen = Koute
staff-group-decide = Deside
staff-group-look-after = Okipe
staff-nav-home = Ki jan sa ap mache?
staff-undo = Defè sa
staff-pages = Lòt paj
staff-page-previous = Paj anvan
staff-page-next = Paj apre

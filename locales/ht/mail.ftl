### Mail to staff: invitations and new passwords.

mail-invitation-subject = Kont ou nan { $center }
mail-invitation = { $center } envite ou sou paj anplwaye li yo. Wòl ou: { $role }. Pou kòmanse, chwazi yon modpas.
mail-invitation-action = Chwazi yon modpas
mail-invitation-until = Lyen sa a mache yon sèl fwa, pandan { $count } jou. Apre sa, mande moun ki envite ou a yon lòt.
mail-not-expected = Si ou pa t ap tann imèl sa a, ou ka inyore li.
mail-reset-subject = Yon nouvo modpas pou { $center }
mail-reset = Yon moun mande yon nouvo modpas pou kont ou nan { $center }.
mail-reset-action = Chwazi yon nouvo modpas
mail-reset-until = Lyen sa a mache yon sèl fwa, pandan { $count } minit.
mail-reset-ignored = Si se pa ou menm, ou ka inyore imèl sa a. Modpas ou rete jan li ye a.
mail-changed-subject = Modpas ou nan { $center } chanje
mail-changed = Modpas kont ou nan { $center } fèk chanje. Tout sesyon ou yo fèmen.
mail-factor-subject = Jan ou konekte nan { $center } chanje
mail-factor = Dezyèm etap pou konekte nan kont ou nan { $center }, oswa kòd rekiperasyon li yo, fèk chanje.
mail-changed-action = Konekte
mail-changed-not-you = Si se pa ou menm, avèti yon administratè touswit.
mail-link-instead = Si bouton an pa mache, louvri adrès sa a:
mail-footer = Se yon pwogram ki voye imèl sa a. Pèsonn pa li repons yo.

### The places people come to.

sites-nav = Sedes
sites-title = ¿A dónde acude la gente?
sites-intro = Una sede es un lugar al que acude la gente. Las listas de personas la nombran y los resultados se pueden leer por sede.
sites-list = Sedes
sites-empty = Todavía no hay ninguna sede. Añada aquí la primera.
sites-name = Nombre de la sede
sites-name-hint = Como la llama la gente, por ejemplo «Clínica del Este».
sites-add-title = Añadir una sede
sites-add = Añadir la sede
sites-rename = Cambiar el nombre
sites-new-name = Nombre nuevo
sites-save = Guardar el nombre
sites-done-added = La sede está añadida.
sites-done-renamed = La sede tiene su nombre nuevo.
sites-done-removed = La sede se ha retirado.
sites-fault-empty = Ponga un nombre a la sede.
sites-fault-long = Este nombre es demasiado largo. Puede tener 80 caracteres.
sites-fault-taken = Otra sede ya tiene este nombre.
sites-fault-changed = Alguien cambió esta sede mientras tanto. Mírela otra vez.
sites-fault-in-use = Ya hay personas de esta sede, así que se queda.

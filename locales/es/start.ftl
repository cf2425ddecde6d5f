### A first survey: begun from the sample, or brought as a file.

start-title = Empezar una encuesta
start-intro = Empiece con nuestra muestra y cámbiela como quiera, o traiga una encuesta propia. No se pregunta a nadie antes de que la publique.
start-sample-title = Empezar con la muestra
start-sample-begun = Ya ha empezado con la muestra.
start-sample-open = Abrirla
start-sample-about = Pregunta qué se debe mejorar primero, qué tan fácil es recibir atención y qué lo impide. Funciona por mensaje de texto y por internet.
start-sample-questions = Lo que pregunta
start-languages = Idiomas
start-languages-about = Está escrita en { $language }, y los demás idiomas se leen junto a ese. Elija los que lee la gente aquí.
start-notice = Lo que la gente acepta
start-notice-about = Lleva el nombre de su centro. Después puede cambiar todos los textos.
start-notice-read = He leído lo que la gente acepta y es correcto para nuestro centro.
start-sample = Empezar con estos textos
start-file-title = Traer una encuesta propia
start-file-about = Pegue aquí la definición de una encuesta. No se guarda nada mientras tenga errores.
start-findings = Lo que hay que corregir
start-finding-error = Error
start-finding-warning = Para considerar
start-definition = Definición (TOML)
start-take = Revisar y traer
start-fault-unread = Lea lo que la gente acepta y marque que lo ha leído.
start-fault-unreadable = No se puede leer la definición. Línea { $line }: { $what }
start-fault-found = Esta encuesta todavía no podría enviarse. Abajo está lo que hay que corregir.
start-fault-incomplete = A la encuesta le falta el texto que la gente acepta o un idioma.

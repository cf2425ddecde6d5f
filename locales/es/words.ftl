### Own words, looked through for issues.

words-title = ¿Qué mencionó la gente por su cuenta?
words-intro = La gente también responde con sus propias palabras. Aquí las lee, sin nombres, y dice de qué temas hablan. Cuántas personas mencionaron un tema se muestra junto a la clasificación, nunca dentro de ella.
words-survey = Encuesta
words-which = Qué respuestas
words-show-new = Aún sin revisar
words-show-coded = Ya revisadas
words-show = Mostrar
words-one = Respuesta { $number }
words-speaks-of = Habla de:
words-none = De ninguno de estos
words-save = Guardar
words-save-note = Una respuesta sin marcar se queda aquí para más tarde.
words-save-note-coded = Una respuesta sin marcar tendrá que revisarse otra vez.
words-empty = Aquí no queda nada por revisar.
words-empty-coded = Todavía no se ha revisado ninguna respuesta.
words-empty-no-survey = Todavía ninguna encuesta pide respuestas con palabras propias.
words-raised = Mencionado por su cuenta
words-raised-note = Personas, cada una contada una vez, cuyo permiso está vigente ahora. Los números pequeños no se muestran.
words-col-topic = Tema
words-col-people = Personas
words-few = Unas pocas
words-done-saved = Guardado.
words-done-back = Deshecho. Estas respuestas se revisarán otra vez.
words-fault-topic = Alguien unió o retiró uno de estos temas mientras tanto. Márquelos otra vez.

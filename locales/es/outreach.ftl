### Preguntar a la gente por mensaje de texto: a quién, cuándo, a qué costo y cómo va.

asking-nav = Preguntar
asking-title = ¿A quién preguntamos?
asking-intro = Envíe una encuesta por mensaje de texto a las personas de una lista. Solo se pregunta a quienes aceptaron recibir mensajes.
asking-new = Preguntar
asking-empty = Todavía no se ha preguntado a nadie.
asking-list = Lo que preguntamos
asking-survey = Encuesta
asking-panel = Lista
asking-state = Estado
asking-confirmed-at = Confirmado
asking-state-waiting = Se puede cancelar
asking-state-sending = Preguntando
asking-state-paused = En pausa
asking-state-halted = Detenido
asking-state-finished = Se preguntó a todos
asking-state-stopped = Terminado antes
asking-state-cancelled = Cancelado
asking-back = Todo lo que preguntamos
asking-choose-title = ¿Qué preguntamos y a quién?
asking-choose-survey = ¿Qué encuesta?
asking-choose-panel = ¿Qué lista de personas?
asking-members = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
asking-site = Sede
asking-all-sites = Todas las sedes
asking-only-languages = Solo personas que hablan
asking-only-languages-hint = No elija ninguno para preguntar en todos los idiomas.
asking-look = Ver a quién se preguntaría
asking-no-survey = No hay ninguna encuesta publicada. Publique una primero.
asking-no-panel = Todavía no hay ninguna lista de personas. Traiga una primero.
asking-plan-title = { $count ->
    [one] ¿Preguntar a { $count } persona?
   *[other] ¿Preguntar a { $count } personas?
}
asking-plan-panel = De la lista «{ $panel }».
asking-plan-site = Solo personas de { $site }.
asking-who = A quién se pregunta
asking-language = Idioma
asking-people = Personas
asking-segments = Segmentos
asking-price = Precio
asking-total = Total
asking-speak-another = De ellas, personas en cuyo idioma nadie ha revisado esta encuesta: { $count }
asking-estimate = Es una estimación, a { $price } por segmento. Los primeros mensajes cuestan unos { $first }. Si todos responden hasta el final, serán unos { $most } en total.
asking-who-not = A quién no se pregunta
asking-not-consented = No aceptaron recibir mensajes
asking-opted-out = No quieren más mensajes
asking-unusable = No hay un número que reciba mensajes
asking-answered-before = Ya respondieron esta encuesta o lo están haciendo
asking-everybody = Se puede preguntar a todas las personas de la lista.
asking-busy = Están con otra encuesta y se les pregunta después: { $count }
asking-when = Cuándo salen los mensajes
asking-hours = De { $from } a { $to }, según el reloj de donde está cada persona. A quien no se pueda preguntar hoy se le pregunta mañana.
asking-duration = El envío dura cerca de { $hours } h { $minutes } min, sin contar las noches.
asking-text = El primer mensaje
asking-segment-count = Segmentos: { $count }
asking-test-title = Envíese una prueba
asking-test-about = Usted recibe el primer mensaje igual que todos. Con él no se puede responder la encuesta. El registro guarda que se envió una prueba.
asking-phone = Número de teléfono
asking-test-send = Enviar la prueba
asking-test-sent = La prueba está en camino.
asking-test-no-number = Revise el número de teléfono. Tiene diez cifras, o empieza con + y el país.
asking-test-no-texts = Este número no quiere más mensajes, así que no se envía la prueba.
asking-confirm-title = ¿Está todo bien?
asking-confirm-about = Después de confirmar, tiene 60 segundos para cancelar. Nada sale antes.
asking-confirm = { $count ->
    [one] Preguntar a { $count } persona
   *[other] Preguntar a { $count } personas
}
asking-nobody = No se puede preguntar a nadie de esta lista.
asking-goes-nowhere = Todavía no saldrá ningún mensaje: la conexión con Twilio no está configurada.
asking-cancel-title = Todavía puede cancelar
asking-seconds-left = Segundos que quedan:
asking-starts-at = El primer mensaje no sale antes de las { $time }.
asking-cancel = Cancelar todo
asking-progress = Ya se preguntó a { $asked } de { $all }
asking-pause = Pausar
asking-pause-about = Los mensajes de los últimos segundos todavía pueden llegar.
asking-go-on = Continuar
asking-stop = Terminar del todo
asking-stop-about = No se preguntará a nadie más. Quienes ya recibieron la pregunta pueden responder.
asking-stop-now = Terminar ahora
asking-halted = Las compañías telefónicas rechazan nuestros mensajes porque nuestro remitente no está registrado (error { $code }). No se pregunta a nadie hasta arreglarlo con Twilio. Después elija «Continuar».
asking-too-late = Ya había avanzado antes de su elección. Así está ahora.
asking-refresh = Ver cómo va ahora
asking-ends-at = A quien no se pueda preguntar antes de { $time } ya no se le pregunta.
asking-result = Cómo va
asking-sum-answered = Respondieron
asking-sum-silent = Sin respuesta aún
asking-sum-no = Dijeron que no
asking-sum-not-reached = No se les alcanzó
asking-detail = En detalle
asking-completed = Respondieron hasta el final
asking-partial = Respondieron una parte
asking-started = Están respondiendo
asking-delivered = El mensaje llegó, sin respuesta aún
asking-sent = El mensaje salió, sin respuesta aún
asking-queued = Falta preguntarles
asking-expired = Sin respuesta en 14 días
asking-refused = Dijeron que no a la encuesta
asking-failed = El mensaje no llegó
asking-unclear = No se sabe si el mensaje salió
asking-not-asked = No se les preguntó
asking-see-people = Ver quiénes
asking-see-people-note = Mirar nombres y números queda en el registro.
asking-export = Obtener la lista como tabla
asking-export-note = Un archivo (CSV) con nombre, número, idioma y estado de cada persona. Guárdelo bien. El registro guarda que usted lo obtuvo.
asking-person = Nombre
asking-no-name = sin nombre
asking-asked-at = Preguntado
asking-nobody-here = Ahora no hay nadie aquí.
asking-seen-note = El registro guarda que usted miró esta página.
asking-back-to-campaign = Volver a cómo va

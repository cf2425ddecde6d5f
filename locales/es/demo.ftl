# The demo's own pages.

demo-title = Cuatro cosas para probar
demo-what = Este es Riverside Health, un centro de salud inventado. Sus pacientes dicen lo que les importa; la dirección decide y responde.
demo-language = Idioma
demo-phone-title = Un teléfono
demo-phone-what = Escriba al centro de salud como lo haría un paciente, en cualquiera de seis idiomas. Lo que llega es lo que mostraría un teléfono real.
demo-phone-do = Abrir el teléfono
demo-survey-title = La encuesta en la web
demo-survey-what = La misma encuesta en páginas: una pregunta a la vez, en pantalla pequeña, sin cuenta.
demo-survey-do = Contestar la encuesta
demo-ranking-title = ¿Qué importa más?
demo-ranking-what = Entre como dirección con los datos que aparecieron al iniciar la demostración. Vea la lista, qué tan segura es, y publíquela.
demo-ranking-do = Ver la lista
demo-heard-title = Lo que se escuchó y se hizo
demo-heard-what = Decida sobre los pendientes y lea en la página pública lo que se cuenta a la comunidad.
demo-heard-do = Leer la página pública
demo-chat = Mensajes de texto
demo-chat-empty = Todavía no hay mensajes. Envíe una palabra clave para empezar.
demo-segments = { $count ->
    [1] 1 segmento · { $cost }
   *[other] { $count } segmentos · { $cost }
 }
demo-write = Mensaje de texto
demo-send = Enviar
demo-keywords-title = Palabras clave
demo-keywords-what = Un cartel en la sala de espera dice: envíe una de estas.
demo-hold-title = El teléfono de alguien
demo-hold-what = Traiga una lista de personas y pregúnteles. Luego tome el teléfono de una de ellas: escriba su número.
demo-hold-number = Número de teléfono
demo-hold-do = Tomar este teléfono
demo-hold-wrong = Este no es un número de teléfono. Escríbalo con el código de área, por ejemplo (617) 555-0110.
demo-try-title = Después pruebe
demo-try-language = A la mitad, escriba “English” o “العربية”.
demo-try-words = Conteste con palabras en vez de números.
demo-try-stop = Escriba STOP y luego START.

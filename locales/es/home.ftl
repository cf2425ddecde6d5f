### How is it going? The door of the console, and the first run.

home-title = ¿Cómo vamos?
home-first-title = Le damos la bienvenida. Empecemos
home-first-intro = Cinco pasos y la gente puede responder. Lo que está hecho se marca solo.
home-step-is-done = Hecho
home-step-is-next = Ahora
home-step-is-operators = Para quien opera el sistema
home-step-sites = Ponga nombre a sus sedes
home-step-sites-about = Los lugares a los que acude la gente, para escuchar a todos en cada uno de ellos.
home-step-sites-do = Nombrar una sede
home-step-languages = Elija sus idiomas
home-step-languages-about = Empiece su primera encuesta con nuestra muestra, en los idiomas que lee la gente.
home-step-languages-do = Empezar una encuesta
home-step-consent = Haga leer y firmar el texto de consentimiento
home-step-consent-about = En cada idioma, una persona calificada lee lo que la gente acepta y cada pregunta, y firma con su nombre.
home-step-consent-do = Leer y firmar
home-step-text = Envíese un mensaje de prueba
home-step-text-about = Así ve lo que la gente verá en su teléfono.
home-step-text-do = Enviar un mensaje de prueba
home-step-text-operator = Los mensajes de texto necesitan tres ajustes donde funciona Hearth: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN y TWILIO_FROM. Sin ellos, la gente solo puede responder por internet.
home-step-survey = Publique su primera encuesta
home-step-survey-about = Desde ese momento la gente puede responder.
home-step-survey-do = Publicar
home-mail-operator = Los correos todavía no se envían: Hearth los guarda en una carpeta. Hacen falta los ajustes SMTP_URL y HEARTH_MAIL_FROM donde funciona Hearth.
home-needs = Lo que necesita a una persona ahora
home-needs-nothing = Nada en este momento.
home-to-decide = { $count ->
    [1] 1 tema espera una decisión
   *[other] { $count } temas esperan una decisión
}
home-to-tell = { $count ->
    [1] 1 respuesta todavía no se puede leer en todos los idiomas
   *[other] { $count } respuestas todavía no se pueden leer en todos los idiomas
}
home-to-read = Idiomas por leer y firmar:
home-to-publish = Hay una versión más nueva sin publicar
home-under-way = Encuestas en marcha
home-answered-in = Se puede responder en
home-lately = Empezaron en los últimos 7 días
home-nothing-under-way = La gente todavía no puede responder ninguna encuesta.

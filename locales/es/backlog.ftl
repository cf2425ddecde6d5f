### What are we doing about it? The backlog, and the public answer.

backlog-title = ¿Qué estamos haciendo al respecto?
backlog-intro = Lo que la gente dijo que importa, cómo va y qué se decidió. Una decisión queda registrada; otra posterior se añade a su lado.
backlog-empty = Aún no hay nada. Publique una clasificación y sus temas principales llegarán aquí.
backlog-status-proposed = Propuesto
backlog-status-under_review = En estudio
backlog-status-accepted = Aceptado
backlog-status-not_now = Ahora no
backlog-status-declined = Rechazado
backlog-status-testing = En prueba
backlog-status-implementing = En marcha
backlog-status-done_telling = Hecho, avisando
backlog-status-told = Hecho y avisado
backlog-to-under_review = Estudiarlo
backlog-to-accepted = Aceptar: lo haremos
backlog-to-not_now = Ahora no
backlog-to-declined = Rechazar: no lo haremos
backlog-to-testing = Empezar una prueba
backlog-to-implementing = Ponerlo en marcha
backlog-to-done_telling = Está hecho; ahora avisar
backlog-to-told = Todos pueden leerlo: cerrar
backlog-evidence = { $tier } · lugar { $place } · { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}: { $likelihood } · personas escuchadas: { $people }
backlog-evidence-missed = Lo que el promedio no ve: es muy probable que esté { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
} de { $groups }
backlog-evidence-count = Clasificaciones publicadas que lo dicen: { $count }
backlog-history = Lo que se decidió
backlog-draft = Borrador, no se muestra al público
backlog-decide-about = Decidir: { $title }
backlog-step = ¿Qué sigue?
backlog-reason = ¿Por qué? Con palabras que los pacientes puedan leer
backlog-reason-hint = Hace falta para aceptar, ahora no, rechazar y hecho. Aparece en la página pública. Usted escribe en: { $language }
backlog-save = Guardar la decisión
backlog-saved = Guardado.
backlog-undone = Retirado. Está otra vez como antes.
backlog-taken-back = Retirado
backlog-takes-back = De vuelta a esto
backlog-not-told-in = Aún no se puede leer en: { $languages }
backlog-translate = Añadir el texto en otro idioma
backlog-translate-text = El texto en: { $language }
backlog-translate-by = Nombre de la persona calificada que lo revisó
backlog-translate-save = Guardar el texto
backlog-fault-step = Elija qué sigue.
backlog-fault-reason = Esta decisión necesita una razón que los pacientes puedan leer.
backlog-fault-long = El texto es demasiado largo. Máximo de caracteres: { $most }
backlog-fault-reviewer = Escriba el nombre de la persona que revisó este texto.
backlog-fault-language = Este texto no se puede guardar: la encuesta no está en este idioma.
backlog-fault-changed = Otra persona decidió sobre esto mientras tanto. Revíselo de nuevo.
backlog-fault-told = No todos pueden leer la respuesta todavía. Faltan: { $languages }
heard-title = Lo que nos dijo, lo que decidimos y por qué
heard-intro = Las personas que vienen a { $center } nos dijeron qué les importa más. Esta es nuestra respuesta.
heard-empty = Aquí todavía no hay respuestas. Cuando se decida algo, lo encontrará en esta página.
heard-status-accepted = Lo vamos a hacer
heard-status-not_now = Ahora no
heard-status-declined = No lo vamos a hacer
heard-status-testing = Lo estamos probando
heard-status-implementing = Lo estamos poniendo en marcha
heard-status-done = Hecho
heard-tier-clear = Nos lo dijo con claridad: es una de las cosas que más importan.
heard-tier-probable = Es muy probable que sea una de las cosas que más le importan.
heard-tier-close = Es una de varias cosas que le importan más o menos igual.
heard-tier-lower = Ahora le importan más otras cosas de la lista.
heard-people = Número de personas que escuchamos: { $people }
heard-decided = Decidido: { $date }
heard-draft = DRAFT (borrador): nadie ha revisado esta traducción todavía.
heard-languages = Lea esta página en
heard-elsewhere = Hay más respuestas en:
backlog-counts-as = Este tema cuenta ahora como otro. Los resultados nuevos van allí y este punto conserva su historia:

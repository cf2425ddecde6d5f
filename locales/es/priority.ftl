### What matters most? The ranking page of the staff.

priority-title = ¿Qué importa más?
priority-chance-only = Esto solo cubre el azar; quienes no respondieron pueden pensar distinto.
priority-quoted = «{ $topic }»
priority-list-more = { $list }, { $next }
priority-list-last = { $list } y { $next }
priority-ranking = Clasificación
priority-place = Lugar
priority-issue = Tema
priority-wins = Con qué frecuencia queda por delante
priority-in-top = { $k ->
    [1] En primer lugar
   *[other] Entre los primeros { $k }
}
priority-tier-clear = Claro
priority-tier-probable = Probable
priority-tier-close = Muy parejo
priority-tier-lower = Más abajo en la lista
priority-likelihood-almost-certain = casi seguro ({ $percent } %)
priority-likelihood-very-likely = muy probable ({ $percent } %)
priority-likelihood-likely = más probable que no ({ $percent } %)
priority-likelihood-about-even = mitad y mitad ({ $percent } %)
priority-likelihood-unlikely = poco probable ({ $percent } %)
priority-likelihood-very-unlikely = muy poco probable ({ $percent } %)
priority-plot = Queda por delante en el { $percent } % de las comparaciones; intervalo del 95 %: { $low } a { $high } %
priority-plot-alone = Queda por delante en el { $percent } % de las comparaciones
priority-no-one-chose = nadie eligió esto
priority-not-asked = Sobre esto todavía no se ha preguntado a nadie, por eso no está en la lista:
priority-flag-unverified = Todas las respuestas llegaron por un enlace abierto; una persona pudo responder más de una vez. Lea esta clasificación con cautela.
priority-heard = A quién escuchamos
priority-language = Idioma
priority-count = Personas
priority-hidden = no se muestra
priority-hidden-note = No se muestran grupos de 1 a 10 personas, ni otros que los delatarían.
priority-heard-hidden = No se muestran cifras por idioma: dirían qué pocas personas respondieron en alguno de ellos.
priority-beside = Respuestas por un enlace abierto, guardadas aparte y no incluidas: { $count }
priority-beside-few = Algunas respuestas llegaron por un enlace abierto. Se guardan aparte y no se incluyen.
priority-how = Cómo se hizo
priority-how-score = Cada persona eligió lo que más le importa. Comparamos los temas de dos en dos: ¿cuál puso primero? Un empate cuenta la mitad. El puntaje es con qué frecuencia un tema queda por delante.
priority-how-consent = Solo se cuenta a quienes aceptaron este uso. Quien se retira sale de la lista enseguida.
priority-how-chance = { $draws } sorteos al azar muestran cuánto podría mover los lugares el puro azar.
priority-publish = Publicar esta clasificación
priority-publish-note = Publicar fija estas cifras y lleva los temas principales a la lista de trabajo. Lo que las personas ya decidieron no cambia.
priority-published = La clasificación está publicada. Sus temas principales están en la lista de trabajo.
priority-last-published = Última publicación: { $date }
priority-too-few = Hasta ahora respondieron menos de 11 personas. Para protegerlas, todavía no se muestra ni se publica nada.
priority-too-few-next = Compartir la encuesta con más personas
priority-no-survey = Todavía no hay ninguna encuesta publicada que ordene temas.
priority-no-survey-next = Empezar una encuesta y publicarla
priority-cannot-rank = Esta clasificación no se puede calcular con las respuestas que hay.
priority-cannot-weight = La tabla de las personas que ustedes atienden no encaja con quienes respondieron esta encuesta: de un grupo no respondió nadie, o hay personas en un grupo que la tabla no nombra. Por eso no se puede ponderar con ella.
priority-cannot-weight-empty = Nadie respondió de este grupo de la tabla: { $group }
priority-cannot-weight-unknown = Estas personas respondieron y la tabla no nombra su grupo: { $group }
priority-cannot-weight-next = Revisen la tabla y digan qué grupo lo reemplaza, o déjenla a un lado
priority-shown-unweighted = Todavía sin ponderar, así que no se puede publicar.
priority-other-surveys = Otras encuestas
priority-place-in-tier = { $place } ({ $tier })
priority-among = Entre las { $people } personas que escuchamos:
priority-among-open = Entre las { $people } respuestas que llegaron por un enlace abierto:
priority-among-weighted = Entre las { $people } personas que escuchamos, ponderadas para parecerse a nuestros pacientes:
priority-one-in-top = { $topic }: { $likelihood } { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}.
priority-none-sure = Todavía ningún tema está con seguridad { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}.
priority-close = Muy parejos (lugares { $places }): { $topics }. Trátelos como un solo grupo.
priority-close-alone = Muy parejo (lugares { $places }): { $topics }. Manténgalo en la lista.
priority-left-open = { $open ->
    [one] Queda abierto uno de los { $k } lugares.
   *[other] Quedan abiertos { $open } de los { $k } lugares.
}
priority-precise = Tan preciso como unas { $people } respuestas elegidas al azar.
priority-legend = Punto: parte de las comparaciones ganadas. Línea: intervalo del 95 %. Línea de puntos: la mitad. Lugar: los puestos que las respuestas permiten. Barra: qué tan probable es que esté entre los primeros.
priority-part = Parte { $number }: estos temas se compararon entre sí y con ningún otro. Los lugares valen dentro de la parte.
priority-flags = Antes de confiar en esto
priority-flag-contested = Sin una de las formas de responder, los primeros serían otros. Por eso aquí nada se llama claro.
priority-flag-method = Otra forma de contar daría otros primeros. Por eso aquí nada se llama claro.
priority-flag-channel = Si cada forma de responder tuviera una voz, los primeros serían otros. Por eso aquí nada se llama claro.
priority-flag-provisional = Algunos temas son nuevos y pocas personas los han visto. Su lugar aún puede cambiar.
priority-flag-disconnected = Algunos temas nunca se compararon entre sí. No hay un orden común, así que todos quedan como muy parejos.
priority-flag-deff-2 = Por la ponderación, estas respuestas son mucho menos precisas de lo que su número indica.
priority-flag-deff-3 = Aquí unas pocas personas pesan mucho, y las respuestas son mucho menos precisas de lo que su número indica. Una los grupos pequeños antes de confiar en esto.
priority-flag-margins = Aun con la ponderación, las personas que escuchamos no se parecen del todo a nuestros pacientes.
priority-flag-sessions = Hubo menos de 8 sesiones de escucha; los intervalos pueden ser demasiado estrechos.
priority-new = nuevo: pocas personas lo han visto
priority-band-clear = { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
} con un 95 % o más
priority-band-probable = { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
} con un 80 % o más
priority-band-close = quizá { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}, quizá no: un solo grupo
priority-band-lower = { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
} con menos del 20 %
priority-csv = Esta tabla como archivo (CSV)
priority-words = En sus palabras
priority-record = Clasificaciones publicadas
priority-public = Lo que todos pueden leer
priority-publish-title = Publicar
priority-gone = Personas que se contaron entonces y ya no se cuentan: { $people }.
priority-gone-few = Unas pocas personas (10 o menos) que se contaron entonces ya no se cuentan.
priority-groups = Para quién es distinto
priority-tail-left-out = Impreso sin los temas que están más abajo en la lista e iguales para todos. Están en la primera página.
priority-missed-title = Lo que el promedio no ve
priority-missed = { $group }: { $topic }, { $likelihood } { $k ->
    [1] en primer lugar para ellas
   *[other] entre sus primeros { $k }
}. Para todas las personas juntas está en el lugar { $place }.
priority-missed-none = Ningún grupo lo bastante grande pone arriba un tema que todas las personas juntas ponen muy abajo.
priority-slope = Del orden de todas las personas (primera columna) al orden de { $group } (segunda)
priority-as-table = Lo mismo en una tabla
priority-groups-small = No se muestran aparte, para proteger a los grupos pequeños:
priority-groups-session = Invítelas a una sesión de escucha propia, para que también se las oiga.
priority-groups-legend = Con qué frecuencia queda por delante un tema en cada grupo: más oscuro, más a menudo. ▲ o ▼: más o menos a menudo que entre los demás, más allá del azar.
priority-steps-note = Cuantas menos personas, más amplios los pasos con que se dicen sus porcentajes, para que nadie pueda leer en ellos el voto de una persona.
priority-groups-none = Todavía no hay grupos para poner lado a lado.
priority-more = más a menudo que entre los demás
priority-less = menos a menudo que entre los demás
priority-everybody = Todas las personas
priority-equal-groups = Cada grupo contado una vez
priority-worst-group = El valor más bajo entre los grupos
priority-sources = Según la forma de responder
priority-source-sms = Por mensaje de texto
priority-source-web = En la web, con enlace propio
priority-source-open = Por un enlace abierto
priority-source-session = En sesiones de escucha
priority-sources-legend = Con qué frecuencia queda por delante un tema en cada forma de responder: más oscuro, más a menudo. Las respuestas por un enlace abierto se muestran al lado y no se cuentan con las demás.
priority-without = sin ellas: { $place }
priority-untried = No se sabe si el orden se mantiene sin estas, porque las demás respuestas solas no se pueden ponderar o no comparan todos los temas: { $sources }
priority-without-legend = «Sin ellas»: el lugar del tema si se dejan fuera estas respuestas.
priority-sources-one = Todas las respuestas llegaron de la misma forma; no hay nada que comparar.
priority-sources-held-back = Para proteger a los grupos pequeños, no se comparan las formas de responder.
priority-sources-small = No se muestran aparte, para proteger a los grupos pequeños:
priority-signal-same = La misma papeleta llegó muchas veces ({ $source }): { $count }, cuando se esperaban unas { $expected }. Conviene que una persona lo revise.
priority-signal-differs = { $source }: allí se ve distinto que entre los demás: { $topics }. Pregunte por qué antes de confiar en esto.
priority-weights = Con y sin ponderación
priority-weighted = Con ponderación
priority-unweighted = Sin ponderación
priority-history = A lo largo del tiempo
priority-history-drawn = Los lugares de los temas en cada clasificación publicada. La tabla de abajo dice lo mismo.
priority-now = Ahora
priority-heard-count = personas: { $people }
priority-history-none = Cuando se publique una clasificación y lleguen más respuestas, aquí se verá cómo cambian los lugares.
priority-others = Qué tan seguro, contado de otras formas
priority-this-ranking = Esta clasificación
priority-way-unweighted = Sin ponderación
priority-way-channels = Una voz para cada forma de responder
priority-way-model = Modelo de Plackett–Luce
priority-way-duels = Duelos de dos en dos (Schulze)
priority-way-set-aside = Con las papeletas apartadas
priority-others-legend = Los números son lugares. Arriba deberían contar casi lo mismo. Si otro método u otra forma de responder contradice esta lista por más que el azar, se dice al principio de esta página. Las demás columnas son para que usted compare.
priority-tipping = Si quienes no respondieron prefieren { $next } a { $last } por más de { $points } puntos, los dos cambian de lugar. De las personas invitadas respondió el { $rate } %.
priority-tipping-never = Respondieron tantas personas (el { $rate } % de las invitadas) que las demás no podrían poner { $next } por delante de { $last }, prefieran lo que prefieran.
priority-tipping-tie = { $next } y { $last } están a la par: quienes no respondieron podrían inclinarlos hacia un lado u otro. De las personas invitadas respondió el { $rate } %.
priority-tipping-unknown = Esta página no puede decir cuánto tendrían que diferir quienes no respondieron para cambiar los primeros lugares.
priority-flip = Papeletas coordinadas que bastarían para cambiar { $k ->
    [1] el primer lugar
   *[other] los primeros { $k }
}: unas { $ballots }.
priority-flip-weighted = Se supone que cada una de esas papeletas pesa tanto como la que más pesa; si pesaran menos, harían falta más.
priority-not-weighted = Las respuestas no están ponderadas: cada persona cuenta igual.
priority-back = Volver a la clasificación
priority-how-steps = Paso a paso
priority-how-facts = Números y ajustes
priority-how-margins = A qué se ponderan las respuestas
priority-how-uncovered = Lo que no abarca
priority-how-people = Una persona, una papeleta, por mensaje de texto o en la web. Quien responde otra vez cuenta una sola vez, con su última respuesta.
priority-how-weights = Donde se conocen las proporciones de nuestros pacientes, se pondera a las personas para que las que escuchamos se parezcan a todas. Los pesos tienen límites, para que pocas personas no decidan por muchas.
priority-how-slates = No a todas las personas se les mostraron todos los temas. Dos temas se comparan con las respuestas de quienes vieron ambos. Donde pocas personas vieron ambos, lo que indican las demás comparaciones cuenta como dos respuestas más.
priority-how-neighbour = Si nadie de { $group } responde, { $neighbour } habla por ellos.
priority-how-tiers = Claro: 95 % o más de estar entre los primeros. Probable: 80 % o más. Muy parejo: de 20 a 80 %. Más abajo en la lista: menos de 20 %. Si otra forma de contar lo contradice, nada se llama claro.
priority-how-groups = Los grupos de 11 personas o más se clasifican aparte. El promedio no ve un tema que es muy probable (80 % o más) entre los primeros de un grupo y muy poco probable (20 % o menos) entre los de todas las personas.
priority-how-opinions = Al lado se cuenta de otras tres formas: una voz para cada forma de responder, el modelo de Plackett–Luce y duelos de dos en dos (Schulze). Además, cada forma de responder se deja fuera una vez.
priority-how-opinions-two = Al lado se cuenta de otras dos formas: el modelo de Plackett–Luce y duelos de dos en dos (Schulze). Además, cada forma de responder se deja fuera una vez. Ninguna forma de responder reunió a 30 personas o más que hablen por todos los pacientes, así que no se cuenta una voz para cada una.
priority-how-tail = Las personas eligen solo lo que más importa. El orden de los lugares bajos dice poco.
priority-how-hidden = Cifras de 1 a 10 personas, y grupos demasiado pequeños para mostrarlos aparte.
priority-how-feasible = Lo que es posible y lo que cuesta. Eso lo decide la dirección, y dice por qué.
priority-fact-people = Personas contadas
priority-fact-beside = Respuestas por un enlace abierto, al lado
priority-fact-empty = Papeletas que no comparan nada
priority-fact-precise = Tan preciso como tantas al azar
priority-fact-deff = Lo que cuesta ponderar (efecto de diseño)
priority-fact-top = Lugares que son «los primeros»
priority-fact-draws = Sorteos al azar
priority-fact-seed = Dónde empiezan los sorteos (semilla)
priority-fact-trim = Peso menor y mayor
priority-fact-margin-error = Tras ponderar, lo más que un grupo está por encima o por debajo de su proporción de pacientes, como parte de esa proporción
priority-fact-response = De las personas invitadas respondió
priority-none = ninguno
priority-unknown = no se sabe
priority-few = 10 o menos
priority-percent = { $percent } %
priority-words-intro = Palabras de personas que aceptaron ser citadas sin su nombre, junto a los temas de los que hablan. Donde nadie las ha revisado todavía, están junto al tema que la persona puso primero y pueden hablar de otra cosa. A lo sumo tres por tema.
priority-words-trail = Cada vez que se mira esta página queda anotado en el registro.
priority-words-none = No hay palabras que mostrar. Nadie que haya escrito algo ha aceptado todavía ser citado.
priority-words-asked = Pregunta:
priority-words-translated = En otro idioma, en palabras de nuestro personal:
priority-record-intro = Cada clasificación se guarda tal como se publicó y puede calcularse de nuevo.
priority-record-on = Fecha
priority-record-by = Publicada por
priority-record-top = Arriba
priority-record-none = Todavía no se ha publicado ninguna clasificación.

# Signs, what is set aside, and what was brought up unasked.
priority-signs = ¿Hay algo que parezca coordinado?
priority-signs-intro = Son señales, no pruebas. Una familia, una clase o una iglesia puede responder igual por buenas razones; por eso primero mira una persona. No se borra nada.
priority-signs-none = Nada llama la atención.
priority-sign-gone = No se apartó nada: esta señal ya no está. Mire otra vez las señales de abajo.
priority-sign = Señal { $number }
priority-sign-ballot = Lo que dice, lo primero primero:
priority-aside-is = Puesto aparte
priority-aside-reason = ¿Por qué ponerlos aparte?
priority-aside-note = Se guardan. La clasificación se muestra con ellos y sin ellos, y aquí se puede volver a contarlos. También se ponen aparte los que lleguen después y sean iguales.
priority-aside-set = Poner estos votos aparte
priority-asides = Aparte en este momento
priority-asides-count = Votos puestos aparte: { $ballots }
priority-asides-note = El resultado con ellos está en la página de la clasificación, entre las otras formas de contar.
priority-aside-because = Motivo:
priority-aside-again = Volver a contarlos
priority-aside-ballot = { $source }: todos los votos que dicen { $ballot }
priority-aside-source = { $source }: todos los votos
priority-aside-done = Estos votos están aparte. La clasificación se muestra de las dos formas.
priority-again-done = Estos votos vuelven a contar.
priority-aside-why = Diga por qué, en 1 a { $most } letras.
priority-raised = Lo que la gente mencionó sin que se le preguntara
priority-raised-note = Tantas personas hablaron de esto con sus propias palabras. No forma parte de la clasificación: quien no mencionó algo no lo puso en último lugar.
priority-raised-few = pocas
priority-raised-unlisted = todavía en ninguna lista

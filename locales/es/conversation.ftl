# Mensajes de texto. Que sean cortos: con acentos, cada 70 letras cuestan un mensaje más.

sms-consent-unclear = Por favor responda 1 para sí o 2 para no.
sms-invited = { $center }: una nueva encuesta. STOP para no recibir más.
sms-thanks = ¡Gracias!
sms-how-choose-one = Responda con un número.
sms-how-choose-many = Responda con todos los números que correspondan, por ejemplo: 1 3
sms-how-rank = Responda con hasta { $most } números, primero lo más importante, por ejemplo: { $example }
sms-how-scale = Responda con un número del { $min } al { $max }.
sms-how-yes-no = Responda 1 para sí o 2 para no.
sms-how-number = Responda con un número.
sms-how-date = Responda con una fecha, por ejemplo: { $example }
sms-how-text = Responda con sus propias palabras.
sms-may-skip = O responda SALTAR.
sms-you-chose = Usted eligió: { $answer }. ¿No es así? Responda ATRAS.
sms-not-understood = Perdón, no entendimos.
sms-no-such-choice = Perdón, { $given } no está en la lista.
sms-out-of-range = Perdón, eso no está entre { $min } y { $max }.
sms-too-many = Perdón, elija { $most } como máximo.
sms-repeated = Perdón, cada número cuenta una sola vez.
sms-impossible-date = Perdón, ese día no existe en el calendario.
sms-offer-call = También puede responder SALTAR. O responda LLAMAR y una persona le llamará.
sms-needed = Nos gustaría saber su respuesta. Para no contestar, responda SALTAR otra vez.
sms-refused = { $center }: Está bien, no habrá preguntas. Su decisión no cambia su atención.
sms-finished = ¡Gracias! Sus respuestas quedaron guardadas. Vea lo que escuchamos y lo que hacemos: { $link }
sms-already-finished = { $center }: Usted ya contestó esta encuesta. ¡Gracias!
sms-help = { $center }: Preguntamos a los pacientes qué mejorar. Responda STOP para no recibir más mensajes.
sms-help-call = { $center }: Preguntamos a los pacientes qué mejorar. ¿Preguntas? Llame al { $phone }. Responda STOP para no recibir más mensajes.
sms-stopped = { $center }: Está bien, no más mensajes. Lo que ya contestó sigue contando. ¿Fue un error? Envíe START.
sms-stopped-call = { $center }: Está bien, no más mensajes. Lo que ya contestó sigue contando. Para borrarlo, llame al { $phone }. ¿Fue un error? Envíe START.
sms-started = { $center }: Puede recibir mensajes nuestros otra vez. Responda STOP para terminar.
sms-started-go-on = { $center }: Puede recibir mensajes nuestros otra vez. Para seguir con la encuesta, responda 1. Responda STOP para terminar.
sms-stop-unclear = ¿Quería dejar de recibir mensajes? 1 = seguir, STOP = terminar
sms-crisis = Este número no se atiende a toda hora. En una emergencia llame al 911. Para hablar con alguien ahora, llame al 988 y marque 2, a cualquier hora, gratis.
sms-will-call = { $center }: Gracias. Una persona le llamará a este número. También puede seguir por mensaje cuando quiera.
sms-nothing-open = { $center }: Gracias por su mensaje. Ahora no hay ninguna pregunta. Responda AYUDA para recibir ayuda o STOP para terminar.
sms-draft = DRAFT

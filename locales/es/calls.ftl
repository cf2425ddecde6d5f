### What needs a person now? The call list, and one entry of it.

calls-nav = ¿Quién nos necesita?
calls-wait = { $count ->
    [1] 1 persona espera una llamada o una decisión
   *[other] { $count } personas esperan una llamada o una decisión
 }
calls-title = ¿Quién nos necesita ahora?
calls-intro = Cosas que solo una persona puede atender. Lo más urgente está primero.
calls-empty = Nadie le espera. Cuando alguien pida una llamada, o un mensaje necesite que lo lea una persona, aparecerá aquí.
calls-now = Para atender ahora
calls-more = { $count ->
    [1] Espera 1 más. Se verá cuando estos estén atendidos.
   *[other] Esperan { $count } más. Se verán cuando estos estén atendidos.
 }
calls-later = Se intentó y quedó para después
calls-later-about = No se encontró a nadie. Vuelven arriba por sí solos.
calls-kind-crisis = Alguien puede estar en peligro
calls-kind-held = ¿Ya no quiere más mensajes?
calls-kind-unclear = ¿Quiso decir STOP?
calls-kind-wrong-number = ¿Es el número equivocado?
calls-kind-complaint = Una queja que necesita respuesta
calls-kind-needs-help = Necesita ayuda para responder
calls-kind-repeating = El mismo mensaje, una y otra vez
calls-kind-call-back = Por favor, llamar
calls-kind-start-blocked = Su compañía de teléfono aún bloquea nuestros mensajes
calls-kind-not-delivered = Un mensaje no llegó
calls-about-crisis = Sus palabras suenan a peligro. Recibió enseguida un mensaje con los números 911 y 988.
calls-about-held = Sus palabras suenan a que no quiere más mensajes. No se le envía nada hasta que usted decida.
calls-about-unclear = Envió una palabra que puede querer decir STOP. Le preguntamos qué quiso decir y no respondió.
calls-about-wrong-number = Alguien dijo que este no es el número de la persona. No se le envía nada hasta que usted decida.
calls-about-complaint = Sus palabras parecen una queja. Si no era una respuesta, se le dijo que una persona le contestará.
calls-about-needs-help = No se entendieron varios mensajes seguidos. Se le dijo que una persona le contestará.
calls-about-repeating = El mismo mensaje llegó tres veces y no se entendió. Puede ser una máquina. No se envía nada hasta que usted decida.
calls-about-call-back = Pidió que una persona le llame.
calls-about-start-blocked = Pidió recibir mensajes de nuevo, pero su compañía de teléfono aún bloquea los nuestros. Para quitar el bloqueo, debe enviar la palabra START, en inglés, desde su teléfono a nuestro número. Por favor, llámele para decírselo.
calls-about-not-delivered = No sabemos que nuestro mensaje le haya llegado.
calls-why-unknown = Nadie sabe si se envió.
calls-why-given-up = No se pudo entregar a tiempo.
calls-why-unreachable = No se pudo alcanzar el teléfono.
calls-why-number = Este número no recibe mensajes.
calls-why-blocked = La compañía de teléfono no quiso entregarlo.
calls-why-sender = Nuestro propio número no está registrado para enviar. Avise a su administrador.
calls-why-opted-out = Pidió a su compañía de teléfono no recibir más.
calls-why-other = La compañía de teléfono no dio una razón clara.
calls-ago-minutes = { $count ->
    [1] hace 1 minuto
   *[other] hace { $count } minutos
 }
calls-ago-hours = { $count ->
    [1] hace 1 hora
   *[other] hace { $count } horas
 }
calls-ago-days = { $count ->
    [1] hace 1 día
   *[other] hace { $count } días
 }
calls-speaks = Habla:
calls-number-ends = El número termina en { $digits }
calls-again = { $count ->
    [1] Pasó una vez más desde entonces.
   *[other] Pasó { $count } veces más desde entonces.
 }
calls-tries = { $count ->
    [1] Se intentó una vez, sin respuesta
   *[other] Se intentó { $count } veces, sin respuesta
 }
calls-taken = Lo atiende { $who }
calls-taken-own = Lo atiende usted
calls-back = Volver a la lista
calls-who = Quién es
calls-since = Desde
calls-suppressed = A este número no se envían mensajes.
calls-unusable = Los mensajes no llegan a este número.
calls-talk = Lo que se dijo
calls-theirs = Escribió
calls-ours = Escribimos
calls-this-one = De esto se trata.
calls-crisis-care = Llame ahora, en su idioma. Si no puede, avise al personal clínico de turno. No le escriba sobre esto: otras personas pueden leer el teléfono.
calls-read-answer = Leído como respuesta
calls-read-stop = Leído como STOP
calls-read-stop-suspected = Leído como deseo de no recibir más mensajes; una persona debe confirmarlo
calls-read-stop-unclear = Leído como una palabra que puede querer decir STOP
calls-read-wrong-number = Leído como número equivocado
calls-read-crisis = Leído como pedido de ayuda en peligro
calls-read-call = Leído como pedido de una llamada
calls-read-complaint = Leído como una queja
calls-read-repeating = El mismo mensaje otra vez; no se respondió
calls-read-not-wanted = Llegó cuando no se querían mensajes, y no se respondió
calls-read-not-understood = No se entendió
calls-read-word = Leído como un pedido o una palabra clave
calls-became-arrived = Llegó
calls-became-sent = Enviado; no se supo más de él
calls-became-waiting = Espera para salir
calls-became-lost = No llegó
calls-became-unknown = Nadie sabe si se envió
calls-became-cancelled = Retirado antes de enviarse
calls-do = ¿Qué va a hacer?
calls-do-take = Yo me encargo
calls-do-take-about = Sus colegas ven que usted lo tiene.
calls-do-release = Dejarlo a otra persona
calls-do-no-more-texts = Sí, no quiere más mensajes
calls-do-no-more-texts-about = Su deseo queda registrado con el nombre de usted. No recibe más mensajes. Lo que contestó sigue contando. No se puede deshacer.
calls-do-go-on = No, no quiso decir eso
calls-do-go-on-about = Ahora no se envía nada. La próxima vez que escriba, recibe otra vez su pregunta.
calls-do-go-on-repeating = Es una persona: seguir
calls-do-end-repeating = No enviar más mensajes
calls-do-end-repeating-about = Ya no recibe mensajes, a menos que envíe START. Lo que respondió sigue contando. Esto no se puede deshacer.
calls-do-wrong-number = Sí, es el número equivocado
calls-do-wrong-number-about = El número se le quita a esta persona y no recibe más mensajes. Lo que contestó sigue siendo suyo. No se puede deshacer.
calls-do-right-number = No, es su número
calls-do-called = Hablé con la persona
calls-do-called-about = Sale de la lista.
calls-do-try-later = No pude comunicarme
calls-do-try-later-about = Vuelve a la lista más tarde: a la mañana siguiente, o en media hora si alguien puede estar en peligro.
calls-do-send-again = Enviar el mensaje otra vez
calls-do-send-again-about = El mismo mensaje sale otra vez: una respuesta, enseguida; cualquier otro, de día donde la persona esté. Si el primero sí llegó, lo recibe dos veces.
calls-do-unusable = A este número no llegan mensajes
calls-do-unusable-about = Queda marcado así para todos los que envían mensajes.
calls-do-done = No queda nada por hacer
calls-do-done-about = Sale de la lista y no pasa nada más.
calls-did-put-off = Quedó para después. Vuelve a la lista por sí solo.
calls-outcome-no-more-texts = No quiere más mensajes y no los recibe.
calls-outcome-went-on = Los mensajes siguen.
calls-outcome-wrong-number = Se le quitó el número a esta persona.
calls-outcome-right-number = Es su número. Los mensajes siguen.
calls-outcome-called = Alguien habló con la persona.
calls-outcome-sent-again = El mensaje se envió otra vez.
calls-outcome-unusable = Marcado como un número al que no llegan mensajes.
calls-outcome-done = No quedaba nada por hacer.
calls-outcome-arrived = La compañía de teléfono sí tiene el mensaje.
calls-closed-own = Lo hizo usted.
calls-closed-by = Lo hizo { $who }.
calls-closed-itself = Se resolvió por sí solo.
calls-fault-settled = No se hizo nada: otra persona fue más rápida, o hay algo nuevo. Mire otra vez, por favor.
calls-fault-not-possible = Esto ya no se puede hacer aquí. Mire otra vez, por favor.

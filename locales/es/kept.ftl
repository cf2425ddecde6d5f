### The end of a session: a warning before it, and what was typed.

idle-title = ¿Sigue ahí?
idle-about = La sesión se cierra tras 15 minutos sin actividad. Lo que escribió queda guardado para usted.
idle-two-minutes = Quedan 2 minutos
idle-one-minute = Queda 1 minuto
idle-half-minute = Quedan 30 segundos
idle-last = Sus 12 horas casi terminan: pronto tendrá que entrar otra vez. Lo que escribió queda guardado para usted.
idle-stay = Seguir con la sesión abierta
kept-title = Lo que escribió se guardó
kept-about = Su sesión se cerró antes de enviar esto. Se guardó el { $time } y no se envió.
kept-typed = Lo que escribió
kept-send = Enviarlo ahora
kept-throw = Descartarlo
kept-until = Se guarda { $count } horas. Solo usted puede verlo.
kept-list = Lo que escribió cuando se cerró su sesión

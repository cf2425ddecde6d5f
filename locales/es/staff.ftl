### Signing in and the frame of the staff pages.

staff-sign-in-title = Iniciar sesión
staff-sign-in-intro = Para el personal del centro de salud.
staff-email = Correo electrónico
staff-password = Contraseña
staff-sign-in = Entrar
staff-sign-out = Salir
staff-sign-in-wrong = El correo o la contraseña no es correcto. Revise los dos y pruebe otra vez.
staff-sign-in-wait = Hubo muchos intentos fallidos. Espere y pruebe otra vez. Segundos de espera: { $seconds }
staff-sign-in-note = La sesión se cierra tras 15 minutos sin actividad.
staff-skip = Saltar al contenido
staff-nav = Páginas del personal
staff-nav-priorities = ¿Qué importa más?
staff-nav-backlog = ¿Qué estamos haciendo?
staff-nav-heard = La página pública
staff-menu = Menú
staff-signed-in-as = Sesión iniciada:
staff-group-listen = Escuchar
staff-group-decide = Decidir
staff-group-look-after = Cuidar
staff-nav-home = ¿Cómo vamos?
staff-undo = Deshacer
staff-pages = Más páginas
staff-page-previous = Página anterior
staff-page-next = Página siguiente

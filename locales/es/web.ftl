# What stands on every page, and the pages of errors.

demo-banner = Demostración: todas las personas son inventadas y no se envía nada.
demo-start = Página de inicio
error-not-found-title = Esta página no está aquí
error-not-found = Puede haber un error en la dirección, o lo que mostraba ya no existe.
error-forbidden-title = No tiene acceso a esta página
error-forbidden = Quizá deba iniciar sesión otra vez, o volver y enviar el formulario de nuevo.
error-refused-title = Eso no funcionó
error-refused = No se pudo leer lo que se envió. Por favor vuelva e inténtelo otra vez.
error-failed-title = Algo falló aquí
error-failed = No es culpa suya. No se perdió nada de lo que ya había enviado. Por favor inténtelo de nuevo en un momento.
error-request = Número de esta solicitud: { $id }

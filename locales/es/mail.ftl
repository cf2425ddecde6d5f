### Mail to staff: invitations and new passwords.

mail-invitation-subject = Su cuenta en { $center }
mail-invitation = { $center } le invita a sus páginas para el personal. Su función: { $role }. Para empezar, elija una contraseña.
mail-invitation-action = Elegir una contraseña
mail-invitation-until = Este enlace funciona una sola vez, durante { $count } días. Después, pida uno nuevo a la persona que le invitó.
mail-not-expected = Si no esperaba este correo, puede ignorarlo.
mail-reset-subject = Una contraseña nueva para { $center }
mail-reset = Alguien pidió una contraseña nueva para su cuenta en { $center }.
mail-reset-action = Elegir una contraseña nueva
mail-reset-until = Este enlace funciona una sola vez, durante { $count } minutos.
mail-reset-ignored = Si no fue usted, puede ignorar este correo. Su contraseña sigue igual.
mail-changed-subject = Se cambió su contraseña en { $center }
mail-changed = La contraseña de su cuenta en { $center } se acaba de cambiar. Se cerraron todas sus sesiones.
mail-factor-subject = Cambió su forma de iniciar sesión en { $center }
mail-factor = El segundo paso para entrar en su cuenta de { $center }, o sus códigos de recuperación, se acaba de cambiar.
mail-changed-action = Iniciar sesión
mail-changed-not-you = Si no fue usted, avise enseguida a un administrador.
mail-link-instead = Si el botón no funciona, abra esta dirección:
mail-footer = Un programa envió este correo. Nadie lee las respuestas.

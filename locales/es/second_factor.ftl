### The second step of signing in: a code from a phone, or from paper.

second-title = Escriba su código
second-intro = Abra la aplicación de su teléfono que muestra sus códigos.
second-code = Código
second-hint = 6 cifras de la aplicación, o uno de sus códigos de recuperación
second-continue = Continuar
second-wrong = Este código no es correcto o ya se usó. Espere el próximo código de la aplicación y pruebe otra vez.
second-over = Pasó demasiado tiempo. Escriba su contraseña otra vez.
second-lost = ¿No tiene a mano el teléfono ni los códigos de recuperación? Pida a un administrador que le deje configurar otro teléfono.
factor-title = Proteja su cuenta
factor-intro = Desde ahora entrará con su contraseña y un código de su teléfono. Así nadie puede entrar solo con su contraseña.
factor-app = 1. Instale una aplicación de códigos
factor-app-about = Sirve cualquier aplicación de códigos de acceso, como Aegis, Google Authenticator o Microsoft Authenticator.
factor-scan = 2. Escanee esta imagen con la aplicación
factor-picture = Código QR para la aplicación
factor-type = ¿No puede escanearla? Escriba esta clave en la aplicación:
factor-confirm = 3. Escriba las 6 cifras que muestra la aplicación
factor-save = Activar
recovery-title = Guarde estos códigos
recovery-intro = Sin su teléfono, cada uno de estos códigos le deja entrar una vez. Imprímalos o anótelos y guárdelos donde solo usted los encuentre. No se mostrarán de nuevo.
recovery-list = Códigos de recuperación
recovery-done = Ya los guardé

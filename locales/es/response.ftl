# The pages on which people answer a survey. Short words, kind, true.

response-language = Idioma
response-draft = DRAFT (borrador): nadie ha revisado esta traducción todavía.
response-consent-web = Si responde en esta página, no le enviamos mensajes de texto. No le pedimos su nombre ni su teléfono.
response-agree = Sí, acepto
response-refuse = No, gracias
response-refused-title = Está bien
response-refused = Gracias por leer. No guardamos nada y su atención sigue igual.
response-refused-back = ¿Cambió de opinión? Volver
response-back = Atrás
response-step = Pregunta { $number } de { $count }
response-continue = Continuar
response-skip = Omitir
response-saved = Puede parar cuando quiera. Lo que ya envió está guardado y la dirección de esta página le trae de vuelta. No la comparta: quien la tenga puede ver sus respuestas.
response-place =
    { $place ->
        [1] Primera opción
        [2] Segunda opción
        [3] Tercera opción
       *[other] Opción { $place }
    }
response-pick = Elija una
response-yes = Sí
response-no = No
response-day = Día
response-month = Mes
response-year = Año
response-date =
    { $month ->
        [1] { $day } de enero de { $year }
        [2] { $day } de febrero de { $year }
        [3] { $day } de marzo de { $year }
        [4] { $day } de abril de { $year }
        [5] { $day } de mayo de { $year }
        [6] { $day } de junio de { $year }
        [7] { $day } de julio de { $year }
        [8] { $day } de agosto de { $year }
        [9] { $day } de septiembre de { $year }
        [10] { $day } de octubre de { $year }
        [11] { $day } de noviembre de { $year }
       *[other] { $day } de diciembre de { $year }
    }
response-error = Error:
response-problem = Hay un problema
response-missing-one = Por favor elija una respuesta
response-missing-some = Por favor elija al menos una respuesta
response-missing-place = Por favor elija al menos su primera opción
response-missing-text = Por favor escriba una respuesta
response-wrong-number = Por favor escriba un número con cifras, como 3
response-wrong-precise = Por favor use como máximo { $most } cifras después del punto
response-wrong-date = Por favor escriba día, mes y año con números, y el año con sus cuatro cifras
response-wrong-calendar = Ese día no está en el calendario. Por favor revise la fecha
response-wrong-range = Por favor elija un número de { $min } a { $max }
response-wrong-too-small = Por favor elija un número que sea { $min } o más
response-wrong-too-large = Por favor elija un número que sea { $max } o menos
response-wrong-repeated = Eligió «{ $choice }» dos veces. Por favor elíjalo una sola vez
response-wrong-too-many = Por favor elija { $most } como máximo
response-wrong-too-long = Por favor acorte su respuesta a { $most } caracteres como máximo
response-wrong-code = No conocemos este código. Por favor revise cada letra y cada número
response-check-title = Revise sus respuestas
response-check = ¿Es esto lo que quiere decir? Todavía puede cambiarlo. Después de enviarlo, queda como está.
response-change = Cambiar
response-change-question = Cambiar: { $question }
response-send = Enviar mis respuestas
response-skipped = Omitida
response-open = Sin responder todavía
response-thanks-title = ¡Gracias!
response-thanks = Ya tenemos sus respuestas. Diga lo que diga, su atención sigue igual.
response-heard = Vea lo que escuchamos y lo que hacemos al respecto
response-receipt-title = Su código de recibo
response-receipt = Guarde este código, por ejemplo con una foto. Con él puede borrar sus respuestas más adelante. No sabemos cuáles respuestas son suyas: solo este código puede encontrarlas.
response-agreed = Lo que usted aceptó
response-withdraw-link = Borrar mis respuestas
response-withdraw-title = Borre sus respuestas
response-withdraw = Escriba el código de recibo que le dimos después de enviar sus respuestas. Las borraremos. Los totales ya publicados no cambian.
response-withdraw-by-text = ¿Contestó por mensaje de texto? Envíe DELETE al número que le escribió.
response-code = Código de recibo
response-withdraw-button = Borrar mis respuestas
response-withdraw-back = Ir a la encuesta
response-withdrawn-title = Sus respuestas están borradas
response-withdrawn = Borramos lo que nos dijo. Su atención sigue igual.
response-stays-title = Lo que queda
response-stays-proof = Una nota de que alguien aceptó y después cambió de opinión. No tiene nombre ni ninguna de sus respuestas.
response-stays-backups =
    { $days ->
        [1] Copias en nuestros respaldos. Guardamos cada respaldo un día como máximo.
       *[other] Copias en nuestros respaldos. Guardamos cada respaldo { $days } días como máximo.
    }
response-stays-carriers = Mensajes de texto. Si nos envió alguno, las compañías de teléfono pueden guardarlo el tiempo que digan sus propias reglas.
response-over-title = Ya envió sus respuestas
response-over = Lo que envió está a salvo. Ya no se puede cambiar, así que no guardamos esta respuesta.
response-over-withdrawn = Esta encuesta ya está cerrada para usted, así que no guardamos esta respuesta.

### Heads and words of the files for spreadsheets.

file-lowest = Lugar desde
file-highest = Lugar hasta
file-topic = Nombre corto
file-tier = Qué tan seguro
file-from = Desde (%)
file-to = Hasta (%)
file-remarks = Notas
file-stratum = Dividido por
file-group = Grupo
file-name = Nombre
file-differs = Comparado con los demás
file-yes = sí
file-source = Fuente
file-counted = Se cuenta
file-beside = al lado
file-without = Lugar sin ella
file-what = Qué
file-value = Valor

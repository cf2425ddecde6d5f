### What people told us matters most: the page that everybody may read.

public-title = Lo que más importa, según nos dijeron
public-intro = Las personas que vienen a { $center } nos dijeron qué mejorar primero. Personas que respondieron: { $people }. Fecha: { $date }.
public-unverified = Cualquiera pudo responder por un enlace abierto; alguien pudo responder más de una vez.
public-disconnected = No se preguntó por todos estos temas juntos, así que no tienen un orden común.
public-contested = Si se cuenta de otra manera, los primeros serían otros. Lea este orden con cuidado.
public-provisional = Algunos de estos temas son nuevos y pocas personas los han visto. Todavía pueden cambiar de lugar.
public-tier-clear = { $k ->
    [1] En primer lugar
   *[other] Entre los primeros { $k }
}
public-says-clear = Casi seguro.
public-tier-probable = Muy probable { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}
public-says-probable = Muy probable, pero no seguro.
public-tier-close = Quizá { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}
public-says-close = Las respuestas están muy parejas: no se puede saber cuál va primero.
public-tier-lower = Menos probable { $k ->
    [1] en primer lugar
   *[other] entre los primeros { $k }
}
public-says-lower = También importan. Esta vez otras cosas se nombraron más.
public-chance = Quienes no respondieron pueden verlo de otra manera. Volveremos a preguntar.
public-empty = Todavía no hay nada que leer aquí. Cuando hayan respondido suficientes personas, lo encontrará en esta página.
public-elsewhere = Esto todavía no se puede leer en su idioma. Puede leerlo en:
public-to-heard = Lo que decidimos y por qué
public-from-heard = Lo que más importa, según nos dijeron
public-others = Otras encuestas

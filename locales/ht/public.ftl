### What people told us matters most: the page that everybody may read.

public-title = Sa moun yo di nou ki pi enpòtan
public-intro = Moun ki vin nan { $center } di nou kisa pou nou amelyore anvan. Kantite moun ki reponn: { $people }. Dat: { $date }.
public-unverified = Nenpòt moun te ka reponn ak yon lyen ki louvri, kidonk gen moun ki ka reponn plis pase yon fwa.
public-disconnected = Yo pa t poze kesyon sou tout sa yo ansanm, kidonk yo pa gen yon sèl lòd.
public-contested = Si yo konte yon lòt jan, premye yo ta ka lòt bagay. Kidonk li lòd sa a ak prekosyon.
public-provisional = Gen kèk nan sa yo ki nouvo, e se kèk moun sèlman ki wè yo. Yo ka chanje plas toujou.
public-tier-clear = { $k ->
    [1] Nan premye plas
   *[other] Pami premye { $k } yo
}
public-says-clear = Prèske sèten.
public-tier-probable = Gen anpil chans { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}
public-says-probable = Anpil chans, men pa sèten.
public-tier-close = Petèt { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}
public-says-close = Repons yo twò pre: nou pa ka di kilès ki vini anvan.
public-tier-lower = Gen mwens chans { $k ->
    [1] nan premye plas
   *[other] pami premye { $k } yo
}
public-says-lower = Yo enpòtan tou. Fwa sa a moun yo te pale plis de lòt bagay.
public-chance = Moun ki pa reponn ka wè l yon lòt jan. N ap mande ankò.
public-empty = Poko gen anyen pou li isit la. Lè ase moun reponn, w ap jwenn li sou paj sa a.
public-elsewhere = Ou poko ka li sa nan lang ou. Ou ka li l nan:
public-to-heard = Sa nou deside, ak poukisa
public-from-heard = Sa moun yo di nou ki pi enpòtan
public-others = Lòt sondaj

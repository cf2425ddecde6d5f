### A first survey: begun from the sample, or brought as a file.

start-title = Kòmanse yon sondaj
start-intro = Kòmanse ak egzanp nou an epi chanje l jan ou vle, oswa pote yon sondaj pa ou. Nou pa mande pèsonn anyen anvan ou pibliye l.
start-sample-title = Kòmanse ak egzanp la
start-sample-begun = Ou kòmanse ak egzanp la deja.
start-sample-open = Ouvri l
start-sample-about = Li mande kisa pou amelyore an premye, si li fasil pou jwenn swen, ak kisa ki bare wout la. Li mache pa mesaj tèks ak sou entènèt.
start-sample-questions = Sa li mande
start-languages = Lang
start-languages-about = Li ekri an { $language }, epi yo li lòt lang yo akote sa a. Chwazi sa moun isit la li.
start-notice = Sa moun yo dakò
start-notice-about = Non sant ou ladan l. Ou ka chanje tout tèks yo apre.
start-notice-read = Mwen li sa moun yo dakò a, e li bon pou sant nou an.
start-sample = Kòmanse ak tèks sa yo
start-file-title = Pote yon sondaj pa ou
start-file-about = Kole definisyon yon sondaj isit la. Nou pa kenbe anyen toutotan gen fòt ladan l.
start-findings = Sa pou korije
start-finding-error = Fòt
start-finding-warning = Pou reflechi
start-definition = Definisyon (TOML)
start-take = Tcheke epi pote l
start-fault-unread = Tanpri li sa moun yo dakò a, epi make ou li l.
start-fault-unreadable = Nou pa ka li definisyon an. Liy { $line }: { $what }
start-fault-found = Sondaj sa a poko ka soti. Sa pou korije anba a.
start-fault-incomplete = Sondaj la manke tèks moun yo dakò a, oswa yon lang.

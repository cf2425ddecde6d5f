# What stands on every page, and the pages of errors.

demo-banner = Demonstrasyon: tout moun yo envante epi anyen pa voye.
demo-start = Paj akèy
error-not-found-title = Paj sa a pa la
error-not-found = Petèt gen yon erè nan adrès la, oswa sa li te montre a pa la ankò.
error-forbidden-title = Ou pa gen aksè isit la
error-forbidden = Petèt ou bezwen konekte ankò, oswa tounen epi voye fòm nan yon lòt fwa.
error-refused-title = Sa pa mache
error-refused = Nou pa t ka li sa ki te voye a. Tanpri tounen epi eseye ankò.
error-failed-title = Gen yon pwoblèm isit la
error-failed = Se pa fòt ou. Anyen ou te deja voye pa pèdi. Tanpri eseye ankò nan yon ti moman.
error-request = Nimewo demann sa a: { $id }

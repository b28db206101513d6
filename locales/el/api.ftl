# Όσα μαθαίνουν τα προγράμματα πέρα από τις αρνήσεις, και οι γραμμές ενός ίχνους.

api-bad-request = Η διεύθυνση δεν δέχεται κάτι τέτοιο: { $what }.
api-not-json = Το σώμα πρέπει να είναι JSON και να το δηλώνει: Content-Type: application/json.
api-wrong-method = Η διεύθυνση δεν ξέρει αυτή τη μέθοδο· η κεφαλίδα Allow λέει ποιες ξέρει.
api-credentials-refused = Το Twilio δεν δέχεται τα στοιχεία του λογαριασμού. Ελέγξτε το auth token ή το API key.
api-provider-refused = Το Twilio αρνείται, με κωδικό { $code }.
api-provider-silent = Το Twilio δεν απάντησε ή ζητά λίγη ησυχία. Τίποτα δεν άλλαξε. Δοκιμάστε ξανά σε λίγα δευτερόλεπτα.

field-limit-range = Ένας αριθμός από 1 έως { $limit }.
field-out-of-range = Έως { $limit }· αυτή η τιμή δεν γίνεται.
field-cursor = Δεν είναι δείκτης αυτής της λίστας. Πάρτε εκείνον που έδωσε η τελευταία της σελίδα.
field-text-or-template = Ή κείμενο, ή πρότυπο με τις μεταβλητές του.
field-language = Ετικέτα γλώσσας, όπως el ή en-GB.

trace-system = το σύστημα
trace-somebody = κάποιος που δεν υπάρχει πια
trace-opened = Η συνομιλία ξεκίνησε.
trace-taken = Ανάληψη: { $actor }.
trace-taken-over = Ανάληψη από { $from }: { $actor }.
trace-given = Ανάθεση σε { $to }: { $actor }.
trace-released = Επιστροφή σε όλους: { $actor }.
trace-ended = Τέλος: { $actor }· έμεινε η ολοκλήρωση.
trace-closed = Κλείσιμο: { $actor }.
trace-window-closed = Πέρασαν οι 24 ώρες: από εδώ και πέρα μόνο πρότυπα έφταναν στην επαφή.
trace-window-refused = Το WhatsApp είπε ότι πέρασαν οι 24 ώρες, αν και κατά το δικό μας ρολόι δεν είχαν περάσει.
trace-opted-out = Η επαφή ζήτησε να μη λαμβάνει μηνύματα.
trace-opted-in = Η επαφή ζήτησε ξανά μηνύματα.
trace-identity-conflict = Οι διευθύνσεις του αποστολέα ανήκουν σε περισσότερες από μία επαφές, γι’ αυτό έγινε νέα· κάποιος πρέπει να πει ποιος είναι.
trace-other = Συνέβη κάτι που αυτή η έκδοση δεν γνωρίζει.

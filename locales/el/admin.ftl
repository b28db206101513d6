# Τα πρώτα βήματα, και ό,τι μοιράζονται οι σελίδες των ρυθμίσεων.

admin-field-name = Όνομα
admin-field-account-sid = SID λογαριασμού
admin-field-auth-token = Διακριτικό ελέγχου ταυτότητας (Auth Token)
admin-field-auth-token-second = Δεύτερο διακριτικό (Auth Token)
admin-field-api-key-sid = SID κλειδιού API
admin-field-api-key-secret = Μυστικό κλειδιού API
admin-field-address = Αριθμός
admin-field-language = Γλώσσα
admin-field-colour = Χρώμα
admin-field-region = Περιοχή
admin-field-workstream-id = Ροή εργασίας
admin-field-sandbox-code = Κωδικός συμμετοχής

first-steps-lede = Επτά βήματα από το μηδέν ως μια ομάδα που απαντά. Το επόμενο είναι ανοιχτό· τα άλλα μπορούν να περιμένουν, με όποια σειρά θέλετε.
first-steps-all = Και τα επτά βήματα έγιναν. Όλα αυτά βλέπονται και αλλάζουν όποτε θέλετε.
first-steps-progress = Έτοιμα { $done } από { $all } βήματα
first-steps-of = { $done } από { $all }
first-steps-done = Έτοιμο
first-steps-open = Άνοιγμα
first-steps-look = Προβολή
first-steps-admin = Ο πρώτος διαχειριστής
first-steps-account = Σύνδεση λογαριασμού Twilio
first-steps-account-todo = Χρειάζεστε το Account SID και το Auth Token· και τα δύο είναι στην πρώτη σελίδα της κονσόλας του Twilio.
first-steps-account-done = { $name }: συνδεδεμένος
first-steps-account-refused = { $name }: το Twilio δεν δέχεται τα στοιχεία μας. Δώστε τα ξανά.
first-steps-number = Προσθήκη αριθμού WhatsApp
first-steps-number-todo = Ένας αριθμός WhatsApp του λογαριασμού σας, ή το sandbox του Twilio για μια πρώτη δοκιμή.
first-steps-message = Λήψη του πρώτου μηνύματος
first-steps-message-todo = Βάλτε τις διευθύνσεις μας στην κονσόλα του Twilio και στείλτε από το κινητό σας ένα μήνυμα WhatsApp στον αριθμό. Μόλις φτάσει, η σελίδα αλλάζει μόνη της.
first-steps-message-done = Το τελευταίο έφτασε { $when }.
first-steps-addresses = Οι διευθύνσεις για το Twilio
first-steps-listening = Περιμένουμε.
first-steps-nothing-yet = Δεν έχει φτάσει τίποτα ακόμη.
first-steps-open-whatsapp = Άνοιγμα WhatsApp
first-steps-usually = Τι συμβαίνει συνήθως, με το πιο πιθανό πρώτο
first-steps-usually-service = Ο αριθμός ανήκει σε Messaging Service, και μετρά η διεύθυνση της υπηρεσίας. Βάλτε τη δική μας και εκεί.
first-steps-usually-reach = Το Twilio δεν φτάνει σε αυτή τη διεύθυνση. Ανοίξτε την από κινητό εκτός του δικτύου σας· κάτι πρέπει να απαντά:
first-steps-usually-sandbox = Το κινητό σας δεν έχει μπει στο sandbox. Στείλτε τις λέξεις «join …» που δείχνει η κονσόλα και γράψτε ξανά.
first-steps-usually-digits = Το μήνυμα πήγε σε άλλον αριθμό. Συγκρίνετε τα τελευταία ψηφία: { $digits }
first-steps-answer = Αποστολή της πρώτης απάντησης
first-steps-answer-todo = Ανοίξτε τη συνομιλία στα εισερχόμενα, αναλάβετέ την και γράψτε.
first-steps-answer-done = Το τελευταίο μήνυμα έφυγε { $when }.
first-steps-inbox = Εισερχόμενα
first-steps-templates = Εισαγωγή προτύπων
first-steps-templates-todo = Μετά από 24 ώρες μόνο ένα πρότυπο εγκεκριμένο από το WhatsApp φτάνει σε μια επαφή. Διαβάστε τα δικά σας από το Twilio.
first-steps-templates-done = { $n ->
    [one] Ένα εγκεκριμένο πρότυπο μπορεί να σταλεί οποτεδήποτε.
   *[other] { $n } εγκεκριμένα πρότυπα μπορούν να σταλούν οποτεδήποτε.
  }
first-steps-people = Πρόσκληση συναδέλφων
first-steps-people-todo = Προς το παρόν δεν υπάρχει άλλος χρήστης. Κάθε πρόσωπο παίρνει έναν σύνδεσμο που ισχύει μία φορά.
first-steps-people-done = { $n ->
    [one] Ένας χρήστης μπορεί να συνδεθεί.
   *[other] { $n } χρήστες μπορούν να συνδεθούν.
  }
first-steps-invite = Χρήστες

# -- the way here --
origin-differs = Χρησιμοποιείτε τη διεύθυνση { $browser }, αλλά η δημόσια διεύθυνση είναι { $public }.
origin-differs-help = Οι υπογραφές του Twilio ελέγχονται με τη δημόσια διεύθυνση, και με αυτή αρχίζει κάθε σύνδεσμος που φτιάχνουμε. Αν η δική σας είναι η σωστή, ξεκινήστε με --public-url { $browser }. Αν γράψατε τη δημόσια, ο διαμεσολαβητής (proxy) δεν μας δίνει το Host ή το X-Forwarded-Proto.
origin-untrusted = Ο διαμεσολαβητής (proxy) στη διεύθυνση { $ip } δεν είναι έμπιστος.
origin-untrusted-help = Μας στέλνει επισκέπτες, αλλά ο λόγος του δεν μετρά: όλοι θεωρούνται ένας όταν αποτυγχάνουν πολλές συνδέσεις. Αν είναι δικός σας, ξεκινήστε με --trusted-proxy { $ip }.
admin-field-open = Συνομιλίες που δεν έχουν κλείσει

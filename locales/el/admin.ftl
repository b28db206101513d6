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

first-steps-lede = Οκτώ βήματα από το μηδέν ως μια ομάδα που απαντά. Το επόμενο είναι ανοιχτό· τα άλλα μπορούν να περιμένουν, με όποια σειρά θέλετε.
first-steps-progress = Έτοιμα { $done } από { $all } βήματα
first-steps-of = { $done } από { $all }
first-steps-done = Έτοιμο
first-steps-open = Άνοιγμα
first-steps-look = Προβολή
first-steps-account = Σύνδεση λογαριασμού Twilio
first-steps-account-todo = Χρειάζεστε το Account SID και το Auth Token· και τα δύο είναι στην πρώτη σελίδα της κονσόλας του Twilio.
first-steps-account-done = { $name }: συνδεδεμένος
first-steps-account-refused = { $name }: το Twilio δεν δέχεται τα στοιχεία μας. Δώστε τα ξανά.
first-steps-number = Προσθήκη αριθμού WhatsApp
first-steps-number-todo = Ένας αριθμός WhatsApp του λογαριασμού σας, ή το sandbox του Twilio για μια πρώτη δοκιμή.
first-steps-message = Λήψη του πρώτου μηνύματος
first-steps-message-todo = Στείλτε από το κινητό σας ένα μήνυμα WhatsApp στον αριθμό. Μόλις φτάσει, η σελίδα αλλάζει μόνη της.
first-steps-message-done = Το τελευταίο έφτασε { $when }.
first-steps-addresses = Οι διευθύνσεις για το Twilio
first-steps-inbox = Εισερχόμενα
first-steps-templates = Εισαγωγή προτύπων
first-steps-templates-todo = Μετά από 24 ώρες μόνο ένα πρότυπο εγκεκριμένο από το WhatsApp φτάνει σε μια επαφή. Διαβάστε τα δικά σας από το Twilio.
first-steps-templates-done = { $n ->
    [one] Ένα εγκεκριμένο πρότυπο μπορεί να σταλεί οποτεδήποτε.
   *[other] { $n } εγκεκριμένα πρότυπα μπορούν να σταλούν οποτεδήποτε.
  }
first-steps-invite = Χρήστες
first-steps-left = μένουν { $n }
first-steps-default = Από προεπιλογή
first-steps-number-done = { $name }, { $number }
first-steps-webhook = Πού παραδίδει το Twilio
first-steps-webhook-todo = Οι διευθύνσεις μας πρέπει να μπουν στον αριθμό. Ένα κουμπί τις γράφει· αλλιώς μπαίνουν με το χέρι στην κονσόλα του Twilio, και το βήμα ολοκληρώνεται μόλις φτάσει κάτι από εκεί.
first-steps-webhook-done = Το Twilio παραδίδει εδώ, τελευταία φορά { $when }.
first-steps-webhook-written = Γράψαμε τις διευθύνσεις μας στο Twilio. Δεν έχει έρθει τίποτα από εκεί ακόμη.
first-steps-workstream = Πώς μοιράζεται η δουλειά
first-steps-workstream-default = Υπάρχει μία ροή εργασίας: όλοι βλέπουν ό,τι φτάνει, και καθένας αναλαμβάνει όσα θα απαντήσει. Για αρχή αρκεί.
first-steps-agents = Πρόσκληση συναδέλφων
first-steps-agents-todo = Προς το παρόν δεν υπάρχει άλλος χρήστης. Κάθε πρόσωπο παίρνει έναν σύνδεσμο που ισχύει μία φορά.
first-steps-agents-done = { $n ->
    [one] Ένα πρόσωπο μπορεί να συνδεθεί.
   *[other] { $n } πρόσωπα μπορούν να συνδεθούν.
  }
first-steps-hours = Ωράριο
first-steps-hours-default = Πάντα ανοιχτά: κανείς δεν διαβάζει ότι είστε κλειστά.
first-steps-disappears = Η λίστα εξαφανίζεται μόλις ολοκληρωθεί και το τελευταίο βήμα.
first-steps-hide = Απόκρυψη τώρα

# -- overview --
overview-lede = Η εγκατάσταση με μια ματιά.
overview-messages = Μηνύματα
overview-last-in = Τελευταίο εισερχόμενο
overview-last-out = Τελευταίο εξερχόμενο
overview-outbox = Περιμένουν αποστολή
overview-outbox-some = { $n ->
    [one] Ένα, { $since }
   *[other] { $n }, το παλαιότερο { $since }
  }
overview-late = περισσότερο από το συνηθισμένο
overview-refused = Απορρίφθηκαν μέσα σε μια μέρα
overview-nothing = κανένα
overview-machine = Μηχάνημα
overview-public-url = Δημόσια διεύθυνση
overview-disk = Δίσκος
overview-disk-free = ελεύθερα { $free } από { $total }
overview-disk-full = ελευθερώστε χώρο
overview-database = Βάση δεδομένων
overview-backup = Τελευταίο αντίγραφο
overview-backup-old = εκτελέστε angelia backup
overview-version = Έκδοση
overview-version-text = Angelia { $version }, σχήμα { $schema }
overview-unknown = άγνωστο
overview-steps-left = { $n ->
    [one] Μένει ένα από τα πρώτα βήματα.
   *[other] Μένουν { $n } από τα πρώτα βήματα.
  }
overview-steps-show = Εμφάνιση

# -- the way here --
origin-differs = Χρησιμοποιείτε τη διεύθυνση { $browser }, αλλά η δημόσια διεύθυνση είναι { $public }.
origin-differs-help = Οι υπογραφές του Twilio ελέγχονται με τη δημόσια διεύθυνση, και με αυτή αρχίζει κάθε σύνδεσμος που φτιάχνουμε. Αν η δική σας είναι η σωστή, ξεκινήστε με --public-url { $browser }. Αν γράψατε τη δημόσια, ο διαμεσολαβητής (proxy) δεν μας δίνει το Host ή το X-Forwarded-Proto.
origin-untrusted = Ο διαμεσολαβητής (proxy) στη διεύθυνση { $ip } δεν είναι έμπιστος.
origin-untrusted-help = Μας στέλνει επισκέπτες, αλλά ο λόγος του δεν μετρά: όλοι θεωρούνται ένας όταν αποτυγχάνουν πολλές συνδέσεις. Αν είναι δικός σας, ξεκινήστε με --trusted-proxy { $ip }.
admin-field-open = Συνομιλίες που δεν έχουν κλείσει

# Το Twilio τσέπης: η σελίδα που κάνει το κινητό του πελάτη.

phone-title = Το κινητό του πελάτη
phone-name = Twilio τσέπης
phone-skip = Μετάβαση στο κινητό
phone-bar = Επίδειξη
phone-clock = Ένα ρολόι και για τα δύο
phone-plus-hour = +1 ώρα
phone-plus-window = +23 ώ 55 λ
phone-plus-day = +1 ημέρα
phone-open-inbox = Άνοιγμα εισερχομένων της ομάδας
phone-hint = Εδώ είστε ο πελάτης. Δίπλα, στα εισερχόμενα, είστε η ομάδα.
phone-weekdays = Δευ Τρί Τετ Πέμ Παρ Σάβ Κυρ
phone-months = Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ
phone-today = Σήμερα
phone-yesterday = Χθες
phone-hours = { $count } ώ
phone-minutes = { $count } λ
phone-ms = { $count } ms

phone-people = Ποιανού κινητό είναι;
phone-people-label = Ποιανού κινητό
phone-new = νέα
phone-person-window = παράθυρο: { $name }
phone-person-closed = κλειστό παράθυρο
phone-person-hidden = όνομα χρήστη, χωρίς αριθμό
phone-person-stopped = έγραψε STOP
phone-person-blocked = έχει μπλοκάρει την επιχείρηση
phone-another = Άλλος πελάτης
phone-new-name = Όνομα
phone-new-number = Αριθμός
phone-new-hint = Κενό για όποιον κρύβει τον αριθμό του.
phone-new-add = Προσθήκη
phone-writes-to = Γράφει προς
phone-which-number = Ποιος αριθμός
phone-setup-link = Λογαριασμοί, αριθμοί και διευθύνσεις

phone-of = Κινητό: { $name }
phone-business = λογαριασμός επιχείρησης
phone-typing = πληκτρολογεί…
phone-messages = Μηνύματα
phone-empty = Δεν γράφτηκε ακόμη τίποτα.
phone-you = Εσείς
phone-a-file = Ένα αρχείο
phone-say = Μήνυμα ως { $name }
phone-say-hint = Μήνυμα
phone-send = Αποστολή
phone-attach = Επισύναψη ή κάτι άλλο
phone-photo = Φωτογραφία
phone-voice = Φωνητικό μήνυμα
phone-file = Αρχείο
phone-document = Έγγραφο (PDF)
phone-sticker = Αυτοκόλλητο
phone-album = Δύο φωτογραφίες
phone-choose = Επιλογή αρχείου…
phone-choose-send = Αποστολή του αρχείου
phone-disguised = Πρόγραμμα μεταμφιεσμένο σε φωτογραφία
phone-huge = Βίντεο 18 MB
phone-place = Τοποθεσία
phone-card = Κάρτα επαφής
phone-advert = Άφιξη από διαφήμιση
phone-strange = Κάτι νέο, άγνωστο ακόμη σε όλους
phone-reply = Απάντηση στο τελευταίο μήνυμα
phone-reply-cancel = Χωρίς απάντηση σε αυτό το μήνυμα
phone-join = Είσοδος στο sandbox
phone-stop = Αποστολή STOP
phone-block = Μπλοκάρισμα της επιχείρησης
phone-unblock = Ξεμπλοκάρισμα της επιχείρησης
phone-tick-sent = Στάλθηκε
phone-tick-brought = Παραδόθηκε
phone-tick-seen = Διαβάστηκε
phone-tick-failed = Στάλθηκε, αλλά η ομάδα δεν βρέθηκε

phone-aside = Τι πάει στραβά, και τι πέρασε από τη γραμμή
phone-mischief = Κάτι να πάει στραβά
phone-fail = Το επόμενο μήνυμα αποτυγχάνει
phone-fail-set = Ορισμός
phone-fail-no = όχι
phone-fail-63019 = 63019, δεν βρέθηκε το αρχείο
phone-fail-63016 = 63016, κλειστό παράθυρο
phone-fail-63014 = 63014, μας μπλόκαρε
phone-fail-63024 = 63024, χωρίς WhatsApp
phone-fail-63049 = 63049, το κράτησε η Meta
phone-fail-30008 = 30008, άγνωστος λόγος
phone-fail-20003 = 20003 αμέσως, χωρίς πρόσβαση
phone-fail-21610 = 21610 αμέσως, έχει διαγραφεί
phone-switch-swallow = Αποδοχή, και καμία απάντηση
phone-switch-answer-500 = Αποδοχή, και απάντηση 500
phone-switch-inbound-twice = Κάθε μήνυμα δύο φορές
phone-switch-reports-mixed = Αναφορές διπλές και με λάθος σειρά
phone-switch-report-first = Αναφορές πριν από την απάντηση
phone-switch-reports-held = Οι αναφορές περιμένουν
phone-switch-media-late = Τα αρχεία αργούν (404 δύο φορές)
phone-switch-media-gone = Τα αρχεία λείπουν (404)
phone-switch-media-elsewhere = Τα αρχεία σε λάθος διεύθυνση
phone-switch-wrong-key = Υπογραφή με λάθος κλειδί
phone-unreachable = Εκτός λειτουργίας για ένα λεπτό
phone-unreachable-until = Εκτός λειτουργίας έως { $name }: τέλος
phone-busy = Υπερφόρτωση για 5 αιτήματα
phone-busy-left = { $count ->
    [one] Υπερφόρτωση για { $count } αίτημα ακόμη
   *[other] Υπερφόρτωση για { $count } αιτήματα ακόμη
}
phone-reviews = Το WhatsApp εξετάζει
phone-approve = Έγκριση
phone-reject = Απόρριψη

phone-wire = Στη γραμμή
phone-wire-empty = Τίποτα ακόμη.
phone-wire-no-answer = καμία απάντηση
phone-wire-report = αναφορά { $name }
phone-wire-message-in = εισερχόμενο
phone-wire-fallback = εισερχόμενο, εφεδρική
phone-wire-create = νέο μήνυμα
phone-wire-fetch = ανάγνωση μηνύματος
phone-wire-list = λίστα μηνυμάτων
phone-wire-change = αλλαγή μηνύματος
phone-wire-media = αρχείο
phone-wire-account = λογαριασμός
phone-wire-content = πρότυπα
phone-wire-senders = αριθμοί
phone-wire-typing = πληκτρολόγηση
phone-wire-file-out = λήψη αρχείου
phone-wire-unknown = άγνωστο αίτημα
phone-note-second-copy = δεύτερο αντίγραφο
phone-note-out-of-order = με λάθος σειρά
phone-note-wrong-key = υπογραφή με λάθος κλειδί
phone-note-no-connection = χωρίς σύνδεση
phone-note-no-answer = καμία απάντηση στην ώρα της
phone-note-attempts = { $count ->
    [one] { $count } προσπάθεια
   *[other] { $count } προσπάθειες
}
phone-note-code = κωδικός { $name }
phone-note-swallowed = έγινε δεκτό, σκόπιμα χωρίς απάντηση
phone-note-unreachable = σκόπιμα εκτός λειτουργίας
phone-note-answered = το κείμενο της απάντησης πήγε στον πελάτη
phone-note-count = { $count ->
    [one] { $count } μήνυμα
   *[other] { $count } μηνύματα
}

phone-setup-title = Λογαριασμοί, αριθμοί και διευθύνσεις
phone-setup-lede = Δώστε αυτά τα στοιχεία στην εφαρμογή και ξεκινήστε την με --twilio-url αυτή τη διεύθυνση.
phone-setup-back = Πίσω στο κινητό
phone-setup-sandbox = Αριθμός sandbox: οι πελάτες μπαίνουν με «join { $name }».
phone-setup-in = Τα μηνύματα πηγαίνουν στη διεύθυνση
phone-setup-fallback = Αν αυτό αποτύχει, στη διεύθυνση
phone-setup-status = Οι αναφορές πηγαίνουν στη διεύθυνση
phone-setup-save = Αποθήκευση διευθύνσεων
phone-setup-number = Άλλος αριθμός
phone-setup-number-name = Όνομα που βλέπουν οι πελάτες
phone-setup-number-address = Αριθμός
phone-setup-join = Λέξεις εισόδου, μόνο για sandbox
phone-setup-account = Άλλος λογαριασμός
phone-setup-account-name = Όνομα
phone-setup-add = Προσθήκη
phone-setup-bad-url = Δεν αποθηκεύτηκε: η διεύθυνση αρχίζει με http:// ή https:// και δεν έχει κάτω παύλα στο όνομα του διακομιστή.
phone-setup-bad-number = Δεν προστέθηκε: ο αριθμός έχει 7 έως 15 ψηφία μαζί με τον κωδικό χώρας.
phone-setup-no-name = Δεν προστέθηκε: λείπει το όνομα.
phone-setup-service-put = Ένταξη σε Messaging Service
phone-setup-service-in = Στο Messaging Service { $name }: ισχύουν οι διευθύνσεις της υπηρεσίας και όχι οι παραπάνω.
phone-setup-service-url = Η υπηρεσία στέλνει τα μηνύματα στη διεύθυνση
phone-setup-service-fallback = Αν αυτό αποτύχει, η υπηρεσία στέλνει στη διεύθυνση
phone-setup-service-status = Η υπηρεσία στέλνει τις αναφορές στη διεύθυνση
phone-setup-service-defers = Ισχύουν παρ’ όλα αυτά οι διευθύνσεις του αριθμού
phone-setup-service-save = Αποθήκευση της υπηρεσίας
phone-setup-service-out = Αφαίρεση από την υπηρεσία

# Λογαριασμοί, αριθμοί, και ο οδηγός που συνδέει έναν λογαριασμό.

accounts-tab = Λογαριασμοί
accounts-lede = Οι λογαριασμοί Twilio που έχουν τους αριθμούς WhatsApp σας.
accounts-connect = Σύνδεση λογαριασμού
accounts-none-title = Κανένας λογαριασμός ακόμη
accounts-none = Χωρίς λογαριασμό Twilio δεν γίνεται ούτε λήψη ούτε αποστολή. Η σύνδεση θέλει τέσσερα βήματα.
accounts-col-account = Λογαριασμός
accounts-col-numbers = Αριθμοί
accounts-col-state = Κατάσταση
accounts-no-number = Κανένας αριθμός ακόμη. Προσθήκη
accounts-on = σε χρήση
accounts-off = εκτός χρήσης
accounts-refused = τα στοιχεία δεν έγιναν δεκτά
accounts-refused-title = Το Twilio δεν δέχεται τα στοιχεία μας.
accounts-refused-help = Τίποτα δεν φεύγει. Συγκρίνετε το Auth Token με αυτό της κονσόλας, δώστε το ξανά και κάντε έλεγχο.
accounts-check = Έλεγχος στο Twilio
accounts-addresses = Διευθύνσεις για το Twilio
accounts-settings = Ρυθμίσεις
accounts-token-set = Υπάρχει, φυλάσσεται κρυπτογραφημένο και δεν δείχνεται ποτέ. Αν μείνει κενό, δεν αλλάζει.
accounts-key-set = σε χρήση
accounts-key-remove = Αφαίρεση του κλειδιού API
accounts-secret-set = Υπάρχει, φυλάσσεται κρυπτογραφημένο και δεν δείχνεται ποτέ. Αν μείνει κενό, δεν αλλάζει.
accounts-secret-hint = Το Twilio το δείχνει μία φορά, όταν φτιάχνεται το κλειδί.
accounts-switch = Σε χρήση ή όχι
accounts-switch-on = Ενεργοποίηση
accounts-switch-off = Απενεργοποίηση
accounts-switch-off-hint = Αν απενεργοποιηθεί, οι αριθμοί του δεν στέλνουν τίποτα και τα πρότυπά του δεν διαβάζονται. Ό,τι γράφουν οι επαφές φτάνει όπως πριν.
accounts-switch-on-hint = Οι αριθμοί του τώρα δεν στέλνουν τίποτα. Ό,τι γράφουν οι επαφές φτάνει όπως πριν.

flash-account-right = Το Twilio απαντά και τα στοιχεία είναι σωστά.
flash-account-trial = Τα στοιχεία είναι σωστά. Ο λογαριασμός είναι δοκιμαστικός: το πολύ 50 μηνύματα την ημέρα.
flash-account-unchecked = Αποθηκεύτηκε χωρίς να ρωτήσουμε το Twilio. Κάντε τον έλεγχο στη σελίδα του λογαριασμού.
flash-account-on = Ενεργοποιήθηκε. Ισχύει από τώρα.
flash-account-off = Απενεργοποιήθηκε. Οι αριθμοί του δεν στέλνουν τίποτα.
refusal-account-suspended = Το Twilio απαντά, αλλά ο λογαριασμός είναι σε αναστολή εκεί, συνήθως λόγω υπολοίπου. Ως τότε δεν φεύγει τίποτα.
refusal-account-closed = Το Twilio απαντά, αλλά ο λογαριασμός εκεί έχει κλείσει.
refusal-account-wrong = Το Twilio δεν δέχεται τα στοιχεία μας. Συγκρίνετε το Auth Token με την κονσόλα και δώστε το ξανά.
refusal-account-no-answer = Το Twilio δεν απάντησε. Δεν άλλαξε τίποτα· δοκιμάστε ξανά σε ένα λεπτό.

field-account-taken = Αυτός ο λογαριασμός είναι ήδη συνδεδεμένος. Ανοίξτε τον από τη λίστα.
field-sid-is-api-key = Αυτό είναι κλειδί API: αρχίζει με SK. Το SID λογαριασμού αρχίζει με AC και έχει 34 χαρακτήρες.
field-sid-length = Έχει { $limit } χαρακτήρες, ενώ το SID λογαριασμού έχει 34.
field-sid-pattern = Το SID λογαριασμού είναι AC και 32 χαρακτήρες από τους 0-9 και a-f.
field-key-is-account-sid = Αυτό είναι SID λογαριασμού: αρχίζει με AC. Το SID ενός κλειδιού API αρχίζει με SK.
field-key-length = Έχει { $limit } χαρακτήρες, ενώ το SID κλειδιού API έχει 34.
field-key-pattern = Το SID κλειδιού API είναι SK και 32 χαρακτήρες από τους 0-9 και a-f.
field-secret-blanks = Έχει κενά ή γράμματα που κανένα διακριτικό δεν έχει. Αντιγράψτε το ξανά.
field-number-taken = Ο λογαριασμός έχει ήδη αυτόν τον αριθμό.
field-number-plus = Αρχίστε με + και τον κωδικό χώρας, π.χ. +302810000014.
field-number-pattern = Ένας αριθμός είναι + και 7 έως 15 ψηφία, π.χ. +302810000014.

wizard-title = Νέος λογαριασμός
wizard-steps = Βήματα
wizard-step-done = , έτοιμο
wizard-step-channel = Λεπτομέρειες καναλιού
wizard-step-credentials = Στοιχεία λογαριασμού
wizard-step-numbers = Αριθμοί WhatsApp
wizard-step-callbacks = Διευθύνσεις για το Twilio
wizard-help = Βοήθεια για αυτό το βήμα
wizard-optional = προαιρετικό
wizard-continue = Συνέχεια
wizard-back = Πίσω
wizard-finish = Τέλος
wizard-channel-hint = Πώς λέγεται αυτός ο λογαριασμός στο Angelia. Οι επαφές δεν το βλέπουν ποτέ.
wizard-name-hint = Για παράδειγμα «Λογαριασμός καταστήματος». Το πολύ 100 χαρακτήρες.
wizard-channel = Κανάλι
wizard-need-title = Τι θα χρειαστείτε
wizard-need-credentials = Account SID και Auth Token, από την πρώτη σελίδα της κονσόλας του Twilio
wizard-need-number = έναν αριθμό WhatsApp αυτού του λογαριασμού, ή το sandbox του
wizard-need-console = δύο λεπτά στην κονσόλα στο τέλος, για να μπουν οι διευθύνσεις μας
wizard-credentials-hint = Και τα δύο βρίσκονται στην κονσόλα του Twilio, στην πρώτη σελίδα, κάτω από το «Account Info».
wizard-sid-hint = Αρχίζει με AC. Αν θέλετε να στέλνετε με κλειδί API, προσθέστε το πιο κάτω.
wizard-token-hint = Φυλάσσεται κρυπτογραφημένο και δεν ξαναδείχνεται ποτέ. Το χρειαζόμαστε και όταν στέλνετε με κλειδί API: με αυτό το Twilio υπογράφει ό,τι μας παραδίδει.
wizard-token-kept = Αυτό που δώσατε φυλάσσεται κρυπτογραφημένο. Αφήστε το κενό για να χρησιμοποιηθεί, ή δώστε άλλο.
wizard-api-key = Κλειδί API
wizard-api-key-hint = Με κλειδί API καλούμε το Twilio χωρίς το Auth Token· μπορεί να ανακληθεί μόνο του.
wizard-check = Έλεγχος και συνέχεια
wizard-anyway = Αποθήκευση έτσι κι αλλιώς
wizard-doubt-wrong = Το Twilio δεν δέχεται αυτό το SID με αυτό το Auth Token. Δεν αποθηκεύτηκε τίποτα.
wizard-doubt-key = Το Twilio δέχεται το Auth Token αλλά όχι το κλειδί API. Δεν αποθηκεύτηκε τίποτα.
wizard-doubt-no-answer = Το Twilio δεν απάντησε, οπότε τα στοιχεία δεν ελέγχθηκαν. Δεν αποθηκεύτηκε τίποτα.
wizard-doubt-kept = Διορθώστε και ελέγξτε ξανά, ή αποθηκεύστε έτσι κι αλλιώς και ελέγξτε αργότερα.
wizard-where-title = Πού θα τα βρείτε
wizard-where-sketch = Σκίτσο: στην αρχική της κονσόλας, κάρτα Account Info με Account SID και Auth Token, το ένα κάτω από το άλλο
wizard-where-hint = Το Auth Token φαίνεται αφού πατήσετε Show.
wizard-checks-title = Τι ελέγχουμε μόλις συνεχίσετε
wizard-checks-answers = ότι το Twilio απαντά
wizard-checks-credentials = ότι τα στοιχεία είναι σωστά
wizard-checks-standing = αν ο λογαριασμός είναι ενεργός, δοκιμαστικός ή σε αναστολή
wizard-numbers-have = { $n ->
    [one] Προστέθηκε ένας αριθμός
   *[other] Προστέθηκαν { $n } αριθμοί
  }
wizard-numbers-hint = Πρέπει να είναι ήδη αριθμός WhatsApp (sender) στο Twilio, ή το sandbox.
wizard-add = Προσθήκη
wizard-add-more = Προσθήκη και άλλου
wizard-add-continue = Προσθήκη και συνέχεια
wizard-later = Αργότερα
wizard-which-title = Ποιος αριθμός;
wizard-which-sender = Ο δικός σας: στην κονσόλα, Messaging › Senders › WhatsApp Senders.
wizard-which-sandbox = Το sandbox για μια πρώτη δοκιμή: +1 415 523 8886, κοινό για όλους. Κάθε κινητό στέλνει πρώτα «join …», και ξανά μετά από τρεις ημέρες.
wizard-callbacks-title = Βάλτε αυτές τις διευθύνσεις στο Twilio
wizard-callbacks-hint = Με αυτές το Twilio μάς παραδίδει ό,τι γράφουν οι επαφές και τι απέγιναν τα μηνύματά μας. Έχουν ένα μυστικό μέρος: ας μην τις έχει όποιος δεν τις χρειάζεται.
wizard-unreachable = Το Twilio δεν μπορεί να καλέσει το { $address } απ’ έξω. Δώστε στο πρόγραμμα τη διεύθυνση με την οποία φαίνεται στον κόσμο:
wizard-url-inbound = Εισερχόμενα: μηνύματα των επαφών
wizard-url-inbound-hint = Μέθοδος POST.
wizard-url-status = Κατάσταση: τι απέγιναν τα μηνύματά μας
wizard-url-status-hint = Μέθοδος POST. Τα δικά μας μηνύματα την έχουν μαζί τους· εδώ μπαίνει για όσα στέλνονται από αλλού.
wizard-url-fallback = Εφεδρική: όταν η πρώτη διεύθυνση αποτύχει
wizard-url-fallback-hint = Μέθοδος POST. Απαντά το ίδιο πρόγραμμα, οπότε γεφυρώνει σύντομες διακοπές.
wizard-url-whole = Αντιγράψτε την καθεμία μαζί με το τέλος της από το # και μετά: λέει στο Twilio να δοκιμάσει τρεις φορές.
wizard-console-sender = Στην κονσόλα, για δικό σας αριθμό
wizard-console-sender-2 = Ανοίξτε τον αριθμό και πηγαίνετε στο messaging endpoint: διαλέξτε webhook URL, όχι service.
wizard-console-sender-3 = Τα εισερχόμενα στο «Webhook URL for incoming messages», η εφεδρική στο «Fallback URL», η κατάσταση στο «Status callback URL»· μετά αποθήκευση.
wizard-console-service = Αν ο αριθμός ανήκει σε Messaging Service, βάλτε τες και στο Integration της υπηρεσίας: εκεί υπερισχύουν.
wizard-console-sandbox = Στην κονσόλα, για το sandbox
wizard-console-sandbox-2 = Τα εισερχόμενα στο «When a message comes in», η κατάσταση στο «Status callback URL», και τα δύο με POST· μετά αποθήκευση.
wizard-console-sandbox-3 = Στείλτε «join …» από το κινητό σας και μετά ένα οποιοδήποτε μήνυμα.

numbers-tab = Αριθμοί
numbers-lede = Εκεί γράφουν οι επαφές. Κάθε αριθμός έχει δική του γλώσσα και χρώμα.
numbers-add = Προσθήκη αριθμού
numbers-none-title = Κανένας αριθμός ακόμη
numbers-none = Ένας αριθμός του λογαριασμού σας στο Twilio, ή το sandbox του: εκεί γράφουν οι επαφές.
numbers-col-number = Αριθμός
numbers-col-account = Λογαριασμός
numbers-never = ποτέ
numbers-none-yet = κανένα
numbers-pill-sandbox = sandbox
numbers-name-hint = Φαίνεται στους συναδέλφους δίπλα σε κάθε συνομιλία, π.χ. «Κατάστημα».
numbers-address-hint = Με + και τον κωδικό χώρας, χωρίς κενά: +302810000014. Ο δοκιμαστικός αριθμός του Twilio είναι +14155238886.
numbers-language-hint = Για όσα γράφει το ίδιο το σύστημα στις επαφές.
numbers-sandbox = Είναι το sandbox του Twilio
numbers-sandbox-hint = Τότε στέλνουμε ένα μήνυμα κάθε 3 δευτερόλεπτα, όπως θέλει το Twilio, και ξέρουμε τα τρία σταθερά του πρότυπα.
numbers-colour-hint = Ξεχωρίζει τον αριθμό στις λίστες.
numbers-colour-1 = Βιολετί
numbers-colour-2 = Πετρόλ
numbers-colour-3 = Ροζ
numbers-colour-4 = Λουλακί
numbers-attachments = Συνημμένα
numbers-attachments-in = Οι επαφές μπορούν να στείλουν αρχεία
numbers-attachments-out = Οι εκπρόσωποι μπορούν να στείλουν αρχεία
admin-field-media-days = Ημέρες διατήρησης αρχείων
numbers-media-days-hint = Κενό: για πάντα. Μετά μένει η γραμμή και λέει ότι το αρχείο διαγράφηκε.
numbers-media-erase = Να διαγράφονται και από το Twilio
admin-field-text-days = Διατήρηση κειμένων για τόσες ημέρες
numbers-text-days-hint = Κενό: για πάντα. Έπειτα μένει γνωστό ότι υπήρξε μήνυμα, από ποιον και πότε· το κείμενό του χάνεται οριστικά, εδώ και σε ό,τι δίνεται σε προγράμματα, και μαζί οι σημειώσεις και οι κουβέντες συναδέλφων γι’ αυτό.
numbers-text-erase = Διαγραφή των μηνυμάτων και στο Twilio
numbers-attachments-hint = Ως 16 MB, εικόνες 5 MB: τα όρια του WhatsApp.
numbers-typing = Οι επαφές βλέπουν πότε ένας εκπρόσωπος ανοίγει τη συνομιλία ή γράφει
numbers-typing-hint = Τα μηνύματά τους παίρνουν μπλε σημάδια και φαίνεται «γράφει…». Η Twilio το προσφέρει δοκιμαστικά.
numbers-facts = Τελευταία
numbers-last-in = Τελευταίο εισερχόμενο
numbers-last-out = Τελευταίο εξερχόμενο
numbers-last-status = Τελευταία αναφορά παράδοσης
numbers-last-error = Τελευταίο σφάλμα
numbers-code = Κωδικός { $code }
numbers-account-off = λογαριασμός εκτός χρήσης
numbers-switch-off-hint = Αν απενεργοποιηθεί, δεν στέλνει τίποτα. Ό,τι γράφουν οι επαφές φτάνει όπως πριν.
numbers-switch-on-hint = Τώρα δεν στέλνει τίποτα. Ό,τι γράφουν οι επαφές φτάνει όπως πριν.

flash-number-added = Προστέθηκε. Σε χρήση από τώρα.
flash-number-on = Ενεργοποιήθηκε. Σε χρήση από τώρα.
flash-number-off = Απενεργοποιήθηκε. Δεν στέλνει τίποτα.

refused-title = Παραδόσεις που δεν έγιναν δεκτές, τελευταίες 24 ώρες
refused-none = Καμία. Ό,τι παρέδωσε το Twilio έγινε δεκτό.
refused-hint = Ό,τι ήρθε στις διευθύνσεις μας και δεν έγινε δεκτό, με την αιτία και τι βοηθά.
refused-when = Πότε
refused-why = Γιατί
refused-address = Διεύθυνση
refused-detail = Λεπτομέρεια
refused-count = { $n ->
    [one] Μία φορά, { $when }.
   *[other] { $n } φορές, τελευταία { $when }.
  }
refused-bad-signature = Η υπογραφή είναι λάθος.
refused-bad-signature-help = Συγκρίνετε το Auth Token, και τη διεύθυνση στο Twilio με τη δική μας, γράμμα προς γράμμα: μετρά η δημόσια διεύθυνση του προγράμματος.
refused-wrong-account = Ανήκει σε άλλον λογαριασμό.
refused-wrong-account-help = Αυτές οι διευθύνσεις μπήκαν σε άλλον λογαριασμό Twilio. Κάθε λογαριασμός έχει τις δικές του.
refused-unknown-number = Είναι για αριθμό που δεν έχουμε.
refused-unknown-number-help = Προσθέστε τον αριθμό σε αυτόν τον λογαριασμό, ακριβώς όπως τον γράφει το Twilio.
refused-too-large = Είναι μεγαλύτερο από 64 kB.
refused-too-large-help = Το Twilio δεν στέλνει τίποτα τόσο μεγάλο. Ίσως έχει κάποιος άλλος αυτή τη διεύθυνση.
refused-unreadable = Δεν διαβάζεται.
refused-unreadable-help = Του λείπει ό,τι έχει κάθε μήνυμα. Δείτε ότι το Twilio στέλνει με POST.
field-number-blanks = Γράψτε τον χωρίς κενά, παύλες και παρενθέσεις: +{ $limit }
field-number-elsewhere = Άλλος λογαριασμός εδώ έχει αυτόν τον αριθμό. Ένας αριθμός ανήκει σε έναν λογαριασμό: διαγράψτε τον πρώτα εκεί.
field-token-length = Έχει { $limit ->
    [one] έναν χαρακτήρα
   *[other] { $limit } χαρακτήρες
  }, ενώ ένα Auth Token του Twilio έχει 32. Αντιγράψτε το ξανά, ολόκληρο.
field-token-same = Αυτό είναι το Auth Token που χρησιμοποιείται. Δώστε το νέο, που το Twilio το λέει secondary.
field-region = Διαλέξτε μία από τις περιοχές της λίστας: us1, ie1, au1 ή jp1.
field-sandbox-code = Δύο λέξεις με παύλα ανάμεσά τους, όπως στην κονσόλα: olive-tree.

region-us1 = Ηνωμένες Πολιτείες (US1)
region-ie1 = Ιρλανδία (IE1)
region-au1 = Αυστραλία (AU1)
region-jp1 = Ιαπωνία (JP1)
accounts-region-hint = Ηνωμένες Πολιτείες, εκτός αν διαλέξατε άλλη στο Twilio. Κάθε περιοχή έχει δικό της Auth Token, και δεν έχουν όλες WhatsApp.

report-title = Τι λέει το Twilio
report-when = Ρωτήθηκε { $when }.
report-never = Το Twilio δεν ρωτήθηκε ακόμη.
report-good = Εντάξει:
report-bad = Πρόβλημα:
report-note = Σημείωση:
report-reachable-yes = Το Twilio απαντά.
report-reachable-no = Το Twilio δεν απαντά. Δείτε αν ο υπολογιστής έχει σύνδεση στο διαδίκτυο και δοκιμάστε ξανά σε ένα λεπτό.
report-credentials-yes = Το Account SID και το Auth Token είναι σωστά.
report-credentials-no = Το Twilio δεν δέχεται το Account SID με αυτό το Auth Token. Συγκρίνετέ τα με την κονσόλα και δώστε ξανά το Auth Token.
report-old-token-yes = Το παλιό Auth Token ισχύει ακόμη: το νέο δεν έγινε κύριο.
report-old-token-no = Το παλιό Auth Token δεν ισχύει πια. Επιβεβαιώστε το νέο για να τελειώσει η αλλαγή.
report-second-token-yes = Το νέο Auth Token είναι σωστό.
report-second-token-no = Το Twilio δεν δέχεται το νέο Auth Token. Αφαιρέστε το και δώστε το ξανά.
report-api-key-yes = Το κλειδί API είναι σωστό.
report-api-key-no = Το Twilio δεν δέχεται το κλειδί API. Με αυτό δεν στέλνεται τίποτα: δώστε το ξανά ή αφαιρέστε το.
report-standing-active = Ο λογαριασμός είναι ενεργός.
report-standing-suspended = Ο λογαριασμός είναι σε αναστολή, συνήθως λόγω υπολοίπου. Δεν στέλνεται τίποτα ώσπου να τακτοποιηθεί στο Twilio.
report-standing-closed = Ο λογαριασμός έχει κλείσει στο Twilio.
report-full = Είναι πλήρης λογαριασμός.
report-trial = Είναι δοκιμαστικός λογαριασμός: το πολύ 50 μηνύματα την ημέρα, και μόνο προς τηλέφωνα που επαληθεύσατε στο Twilio.
report-name = Στο Twilio λέγεται { $name }.
report-parent = Είναι υπολογαριασμός του { $sid }.
report-numbers = { $n ->
    [one] Βρέθηκε ένας αριθμός WhatsApp
   *[other] Βρέθηκαν { $n } αριθμοί WhatsApp
  }: { $numbers }
report-numbers-none = Δεν βρέθηκε αριθμός WhatsApp. Ο δοκιμαστικός αριθμός δεν είναι ποτέ στη λίστα.
report-numbers-unread = Η λίστα με τους αριθμούς WhatsApp δεν διαβάστηκε.
report-number-missing = { $name } ({ $number }): δεν είναι ανάμεσά τους.
flash-report = Το Twilio ρωτήθηκε: όλα είναι καλά.
refusal-report = Το Twilio ρωτήθηκε: κάτι δεν είναι όπως πρέπει.

rotation-title = Αλλαγή του Auth Token
rotation-lede = Σε τρία βήματα και χωρίς κενό: τα μηνύματα έρχονται και φεύγουν όλη την ώρα.
rotation-idle = Όταν το Auth Token έπεσε σε ξένα χέρια, ή κατά διαστήματα.
rotation-running = Ισχύουν δύο Auth Token. Κάντε το νέο κύριο στο Twilio και μετά επιβεβαιώστε το εδώ.
rotation-start = Αλλαγή
rotation-go-on = Συνέχεια
rotation-step-paste = Δώστε το νέο
rotation-step-promote = Κάντε το κύριο στο Twilio
rotation-step-confirm = Επιβεβαιώστε το εδώ
rotation-paste-how = Στην κονσόλα του Twilio, στο «API keys & tokens», φτιάξτε ένα δεύτερο (secondary) Auth Token και αντιγράψτε το εδώ. Το Twilio συνεχίζει να υπογράφει με το παλιό.
rotation-promote-how = Στο ίδιο σημείο πατήστε «Promote to primary». Από τότε το Twilio υπογράφει με το νέο και δεν δέχεται άλλο.
rotation-confirm-how = Ρωτάμε το Twilio αν το παλιό έπαψε να ισχύει και τότε το σβήνουμε και εδώ.
rotation-begin = Έλεγχος και φύλαξη
rotation-begin-anyway = Φύλαξη όπως και να έχει
rotation-accepted = Το Twilio δέχτηκε το νέο Auth Token { $when }. Το καλούμε ήδη με αυτό.
rotation-unchecked = Το νέο Auth Token φυλάσσεται. Το Twilio δεν το έχει δεχτεί ακόμη.
rotation-both = Δεχόμαστε υπογραφές και των δύο.
rotation-cancel = Αφαίρεση του νέου
rotation-finish = Έγινε κύριο
rotation-finish-anyway = Διαγραφή του παλιού όπως και να έχει
rotation-doubt-new = Το Twilio δεν δέχεται αυτό το Auth Token για αυτόν τον λογαριασμό.
rotation-doubt-lost = Το Twilio δεν δέχεται το νέο Auth Token. Αν σβηστεί το παλιό, κόβεται η σύνδεση.
rotation-doubt-not-promoted = Το Twilio δέχεται ακόμη το παλιό: το νέο δεν έγινε κύριο.
rotation-doubt-no-answer = Το Twilio δεν απάντησε.
rotation-doubt-kept = Δεν άλλαξε τίποτα.
flash-rotation-begun = Το νέο Auth Token φυλάσσεται δίπλα στο παλιό. Κάντε το τώρα κύριο στο Twilio.
flash-rotation-done = Το νέο Auth Token είναι πια το μόνο.
flash-rotation-cancelled = Το νέο Auth Token αφαιρέθηκε. Το παλιό μένει.

senders-title = Οι αριθμοί του λογαριασμού στο Twilio
senders-hint = Σημειώστε εκείνους για τους οποίους απαντά η Αγγελία. Το όνομα το βλέπουν οι συνάδελφοι.
senders-look = Εμφάνιση της λίστας
senders-look-hint = Η λίστα του Twilio με τους αριθμούς WhatsApp, για να διαλέξετε. Ίσως πάρει μερικά δευτερόλεπτα.
senders-none = Η λίστα του Twilio είναι κενή: ο λογαριασμός δεν έχει ακόμη αριθμό WhatsApp. Δηλώστε έναν στην κονσόλα ή αρχίστε με τον δοκιμαστικό.
senders-refused = Το Twilio αρνείται να δείξει τη λίστα.
senders-no-answer = Το Twilio δεν απάντησε, οπότε η λίστα του δεν μπορεί να εμφανιστεί.
senders-again = Νέα προσπάθεια
senders-name = Όνομα για τον { $number }
senders-ours = σε χρήση εδώ
senders-online = συνδεδεμένος
senders-state = στο Twilio: { $state }
senders-quality = ποιότητα { $quality }
senders-limit = όριο { $limit }
senders-reason = Το Twilio λέει: { $reason }
senders-pick = Προσθήκη των σημειωμένων
wizard-numbers-hand = Προσθήκη αριθμού με το χέρι
numbers-doubt = Η λίστα του Twilio για αυτόν τον λογαριασμό δεν έχει τον αριθμό. Δεν αποθηκεύτηκε τίποτα.
numbers-doubt-help = Συγκρίνετε τα ψηφία και δείτε μήπως ανήκει σε άλλον λογαριασμό ή υπολογαριασμό. Προσθέστε τον όπως και να έχει, αν πρόκειται να δηλωθεί τώρα.
numbers-anyway = Προσθήκη όπως και να έχει
numbers-sandbox-fold = Δοκιμαστικός αριθμός του Twilio
numbers-workstream-hint = Ορίζει πώς φτάνουν οι συνομιλίες του στους εκπροσώπους.
flash-number-unchecked = Προστέθηκε. Η λίστα του Twilio δεν διαβάστηκε, οπότε κανείς δεν έλεγξε αν ο αριθμός είναι αυτού του λογαριασμού.
sandbox-code-hint = Οι λέξεις μετά το «join» στη σελίδα του δοκιμαστικού αριθμού στην κονσόλα, π.χ. olive-tree. Τις συμπληρώνουμε όπου κάποιος πρέπει να τις στείλει.
sandbox-title = Δοκιμαστικό περιβάλλον
sandbox-lede = Ο κοινός αριθμός του Twilio για μια πρώτη δοκιμή. Όποιος μπει μπορεί να γράφει και να λαμβάνει για τρεις ημέρες.
sandbox-card-hint = Ο κωδικός συμμετοχής, ένα QR για επαφές, και ποιος είναι μέσα ως πότε.
sandbox-open = Άνοιγμα
sandbox-hook-title = 1. Πείτε στο Twilio πού είμαστε
sandbox-hook-where = Αυτό δεν μπορεί να το ορίσει κανένα πρόγραμμα. Επικολλάται με το χέρι, στην κονσόλα, στο
sandbox-hook-inbound = Στο «When a message comes in»
sandbox-hook-status = Στο «Status callback URL»
sandbox-code-title = 2. Δώστε τον κωδικό συμμετοχής
sandbox-join-title = 3. Να μπουν τηλέφωνα
sandbox-join-how = Σαρώστε το με ένα τηλέφωνο ή στείλτε τον σύνδεσμο. Το WhatsApp ανοίγει με τις λέξεις γραμμένες· μένει μόνο η αποστολή.
sandbox-join-first = Δώστε πρώτα τον κωδικό συμμετοχής. Μετά εμφανίζονται εδώ ένα QR και ένας σύνδεσμος.
sandbox-qr = QR που ανοίγει το WhatsApp με τις λέξεις για την είσοδο στο δοκιμαστικό περιβάλλον
sandbox-join-words = Οι λέξεις
sandbox-join-words-hint = Για όποιον τις πληκτρολογεί: στον παραπάνω αριθμό, από το δικό του τηλέφωνο.
sandbox-join-link = Ο σύνδεσμος
sandbox-join-link-hint = Για ένα e-mail ή μια ιστοσελίδα.
sandbox-members-title = Ποιος είναι μέσα
sandbox-members-none = Απ’ όσο ξέρουμε δεν μπήκε κανείς ακόμη.
sandbox-members-hint = Μετά τις τρεις ημέρες οι λέξεις στέλνονται ξανά. Ένα τηλέφωνο είναι σε ένα μόνο δοκιμαστικό περιβάλλον κάθε φορά.
sandbox-until = μέσα ως { $when }
sandbox-at-most-until = μέσα, το πολύ ως { $when }: η ίδια η είσοδος δεν έφτασε σε εμάς
sandbox-over = έξω από { $when }
sandbox-rules-title = Τι είναι διαφορετικό εδώ
sandbox-rules-days = Μετά από τρεις ημέρες ένα τηλέφωνο βγαίνει, και ό,τι του στέλνεται αποτυγχάνει ώσπου να έρθουν ξανά οι λέξεις.
sandbox-rules-pace = Ένα μήνυμα κάθε τρία δευτερόλεπτα: περιμένουμε ενδιάμεσα.
sandbox-rules-templates = Μετά από 24 ώρες φτάνουν μόνο τα τρία δικά του πρότυπα, όχι τα δικά σας.

delete-facts = Τι εξαρτάται από αυτόν
delete-number-title = Διαγραφή αριθμού
delete-number-lede = Δεν στέλνεται τίποτα πια από αυτόν και δεν λαμβάνεται τίποτα. Όσα ειπώθηκαν μένουν για ανάγνωση, και αν προστεθεί ξανά βρίσκει τα ιστορικά του.
delete-number-ask = Διαγραφή του αριθμού
delete-waiting = { $n ->
    [0] Κανένα μήνυμα δεν περιμένει να φύγει.
    [one] Ένα μήνυμα περιμένει να φύγει. Περιμένετε, ή απενεργοποιήστε τον αριθμό: τότε εγκαταλείπεται.
   *[other] { $n } μηνύματα περιμένουν να φύγουν. Περιμένετε, ή απενεργοποιήστε τον αριθμό: τότε εγκαταλείπονται.
  }
delete-open = { $n ->
    [0] Καμία συνομιλία δεν είναι ανοιχτή.
    [one] Μία συνομιλία δεν έχει κλείσει.
   *[other] { $n } συνομιλίες δεν έχουν κλείσει.
  }
delete-messages = { $n ->
    [0] Δεν ανταλλάχθηκε κανένα μήνυμα.
    [one] Φυλάσσεται ένα μήνυμα.
   *[other] Φυλάσσονται { $n } μηνύματα
  }{ $n ->
    [0] {""}
    [one] {""}
   *[other] , επαφές: { $contacts }.
  }
delete-messages-many = Φυλάσσονται περισσότερα από { $n } μηνύματα, επαφές: { $contacts }.
delete-open-close = Να κλείσουν τώρα
delete-open-close-hint = Οι εκπρόσωποί τους βλέπουν ότι έγινε και από ποιον.
delete-open-keep = Να μείνουν για ανάγνωση
delete-open-keep-hint = Μένουν στα εισερχόμενα ώσπου να τις κλείσει κάποιος. Δεν στέλνεται τίποτα σε αυτές.
delete-clear = Να αφαιρεθούν οι διευθύνσεις μας και στο Twilio
delete-clear-hint = Αλλιώς το Twilio συνεχίζει να παραδίδει ό,τι γράφουν οι επαφές και εμείς το αρνούμαστε. Αφαιρούνται και από το Messaging Service του, εκτός αν τις χρειάζεται άλλος αριθμός μας. Άλλες διευθύνσεις μένουν.
delete-clear-sandbox = Οι διευθύνσεις του δοκιμαστικού αριθμού αφαιρούνται μόνο στην κονσόλα του Twilio.
delete-not-cleared = Το Twilio δεν αφαίρεσε τις διευθύνσεις μας. Δεν διαγράφηκε τίποτα.
delete-not-cleared-help = Δοκιμάστε ξανά σε ένα λεπτό, ή διαγράψτε χωρίς αυτό και αφαιρέστε τις στην κονσόλα.
delete-number = Διαγραφή του αριθμού
delete-account-title = Διαγραφή λογαριασμού
delete-account-lede = Πρώτα οι αριθμοί του, μετά ο λογαριασμός. Όσα ειπώθηκαν μένουν για ανάγνωση.
delete-account-ask = Διαγραφή του λογαριασμού
delete-account-numbers = { $n ->
    [0] Κανένας αριθμός δεν τον χρειάζεται πια.
    [one] Τον χρειάζεται ακόμη ένας αριθμός. Διαγράψτε τον πρώτα:
   *[other] Τον χρειάζονται ακόμη { $n } αριθμοί. Διαγράψτε τους πρώτα:
  }
delete-account-templates = { $n ->
    [0] Δεν έχει πρότυπα.
    [one] Ένα πρότυπο δεν θα μπορεί πια να σταλεί.
   *[other] { $n } πρότυπα δεν θα μπορούν πια να σταλούν.
  }
delete-account-secrets = Το Auth Token και το κλειδί API του διαγράφονται εδώ αμέσως. Στο Twilio δεν αλλάζει τίποτα.
delete-account-history = { $n ->
    [0] Κανένα ιστορικό δεν εξαρτάται από αυτόν.
    [one] Τα ιστορικά ενός διαγραμμένου αριθμού μένουν για ανάγνωση.
   *[other] Τα ιστορικά { $n } διαγραμμένων αριθμών μένουν για ανάγνωση.
  }
delete-account = Διαγραφή του λογαριασμού
flash-number-deleted = Ο αριθμός διαγράφηκε. Όσα ειπώθηκαν μένουν για ανάγνωση.
flash-number-deleted-cleared = Ο αριθμός διαγράφηκε και το Twilio δεν παραδίδει πια τίποτα εδώ γι’ αυτόν. Όσα ειπώθηκαν μένουν για ανάγνωση.
flash-number-deleted-shared = Ο αριθμός διαγράφηκε. Οι διευθύνσεις μας μένουν στο Messaging Service του, γιατί σε αυτό είναι και άλλος αριθμός μας. Αφαιρέστε τον από την υπηρεσία στην κονσόλα του Twilio.
flash-account-deleted = Ο λογαριασμός διαγράφηκε. Όσα ειπώθηκαν μένουν για ανάγνωση.
field-open-choice = Διαλέξτε τι θα γίνει με τις συνομιλίες που δεν έχουν κλείσει.
sandbox-remedy = Ζητήστε να σταλούν από εκείνο το τηλέφωνο οι λέξεις «{ $words }» στον { $number }. Ισχύουν για τρεις ημέρες.

media-loading = Φορτώνεται…
media-tried-again = Η προσπάθεια επαναλαμβάνεται αυτόματα.
media-failed = Δεν φορτώθηκε
media-refused = Δεν έγινε δεκτό
media-held = Περιμένει τον έλεγχο για ιούς
media-removed = Διαγράφηκε
media-again = Δοκιμή ξανά
media-download = Λήψη
media-write-to = Γράψτε μήνυμα
media-announced = { $what } (δηλώθηκε ως { $announced })
media-why-not-there = Το αρχείο δεν υπάρχει στο Twilio.
media-why-not-allowed = Το Twilio δεν δέχεται τα διαπιστευτήριά μας· ένας διαχειριστής μπορεί να τα ελέγξει στη σελίδα του λογαριασμού.
media-why-silent = Δεν ήρθε ολόκληρη απάντηση.
media-why-answered = Το Twilio απάντησε με σφάλμα.
media-why-empty = Το αρχείο είναι κενό.
media-why-foreign = Η διεύθυνσή του δεν είναι η θέση του Twilio για αυτό το μήνυμα. Δεν κατεβαίνει.
media-why-astray = Το Twilio μας έστειλε σε διεύθυνση όπου δεν πηγαίνουμε.
media-why-too-large = Είναι μεγαλύτερο από όσο δεχόμαστε. Ζητήστε μικρότερο ή έναν σύνδεσμο.
media-why-switched-off = Αυτός ο αριθμός δεν δέχεται αρχεία. Ένας διαχειριστής μπορεί να το αλλάξει στις ρυθμίσεις του.
media-why-blocked = Αρχεία αυτού του είδους μπορεί να είναι επικίνδυνα και δεν γίνονται δεκτά.
media-why-infected = Βρέθηκε ιός μέσα του.
media-why-unscanned = Ο έλεγχος για ιούς δεν είναι διαθέσιμος. Το αρχείο θα εμφανιστεί μόνο του μόλις ελεγχθεί.
media-why-unscannable = Δεν μπόρεσε να ελεγχθεί για ιούς: είναι μεγαλύτερο από όσο δέχεται ο έλεγχος ή ο έλεγχος αποτυγχάνει σε αυτό. Ένας διαχειριστής μπορεί να δει τι συμβαίνει· έπειτα δοκιμάστε ξανά.
media-signature = Υπογραφή: { $name }
media-why-expired = Τα αρχεία αυτού του αριθμού διατηρούνται για περιορισμένο χρόνο.
media-viewer = Φωτογραφία
media-viewer-close = Κλείσιμο
media-viewer-next = Επόμενη φωτογραφία
media-viewer-before = Προηγούμενη φωτογραφία
media-viewer-larger = Μεγέθυνση
media-viewer-smaller = Σμίκρυνση
media-play = Αναπαραγωγή
media-pause = Παύση
media-speed = Ταχύτητα
media-seek = Σημείο της ηχογράφησης
size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } byte
}
size-kb = { $n } kB
size-mb = { $n } MB
size-gb = { $n } GB
size-point = ,
overview-files = Αρχεία μηνυμάτων
overview-files-text = { $n ->
    [0] κανένα ακόμη
    [one] ένα αρχείο, { $size }
   *[other] { $n } αρχεία, { $size }
}
overview-files-rules = Τι γίνεται δεκτό
alarm-disk = Ο δίσκος κοντεύει να γεμίσει. Αφαιρέστε κάτι ή μεγαλώστε τον: στο 5 % τα αρχεία δεν κατεβαίνουν πια· τα κείμενα έρχονται.
alarm-disk-full = Ο δίσκος γέμισε. Τα αρχεία δεν κατεβαίνουν ώσπου να υπάρξει χώρος· τα κείμενα έρχονται.
alarm-disk-look = Επισκόπηση
files-title = Αρχεία πελατών
files-lede = Τι γίνεται δεκτό από τις επαφές, για όλους τους αριθμούς. Ό,τι δεν γίνεται δεκτό γράφεται στη συνομιλία, και στην επαφή αν ενεργοποιήσετε το αυτόματο μήνυμα.
admin-field-size-bytes-max = Μεγαλύτερο αρχείο, σε MB
files-size-range = Από 1 ως { $limit } MB.
files-size-hint = Το ίδιο το WhatsApp μεταφέρει 16 MB.
admin-field-blocked = Καταλήξεις που δεν γίνονται δεκτές
files-blocked-hint = Με κενά ανάμεσα. Τα προγράμματα αναγνωρίζονται και από το περιεχόμενό τους, όπως κι αν λέγονται.
files-kept = { $n ->
    [0] Δεν υπάρχουν αρχεία ακόμη.
    [one] Υπάρχει ένα αρχείο, { $size }.
   *[other] Υπάρχουν { $n } αρχεία, { $size }· το ίδιο αρχείο μετρά μία φορά.
}
files-kept-numbers = Πόσο διατηρούνται ορίζεται σε κάθε αριθμό.
scanner-title = Έλεγχος για ιούς
scanner-there = Απαντά: { $version }.
scanner-not-asked = Δεν ρωτήθηκε ακόμη.
scanner-away = Δεν απαντά
scanner-away-since = Σταμάτησε να απαντά { $when }.
scanner-held = { $n ->
    [one] Ένα αρχείο τον περιμένει.
   *[other] { $n } αρχεία τον περιμένουν.
}
scanner-too-large = Το όριό του είναι χαμηλό
scanner-too-large-text = Ένα αρχείο { $size } ήταν πολύ μεγάλο για τον έλεγχο ({ $when }) και δεν έγινε δεκτό. Αυξήστε τα StreamMaxLength, MaxFileSize και MaxScanSize στο clamd.conf πάνω από το μεγαλύτερο αρχείο που γίνεται δεκτό εδώ.
scanner-hint = Κάθε αρχείο ελέγχεται πριν το δει κανείς. Όσο ο έλεγχος δεν απαντά, τα αρχεία των πελατών περιμένουν και οι εκπρόσωποι δεν μπορούν να επισυνάψουν· τα μηνύματα συνεχίζουν.
scanner-at = Ακούει στη διεύθυνση
scanner-none = Τα αρχεία δεν ελέγχονται για ιούς.
scanner-none-hint = Μπορεί να το κάνει το ClamAV: όποιος διαχειρίζεται το πρόγραμμα ορίζει πού ακούει, με τη ρύθμιση
files-choose = Επισύναψη αρχείων
files-attach = Επισύναψη
files-chosen = Αρχεία που φεύγουν με την απάντηση
files-uploading = Αρχεία που ανεβαίνουν
files-drop = Αφαίρεση: { $name }
files-shrink = Σμίκρυνση
files-picture-too-large = Μεγαλύτερη απ’ όσο δέχεται εικόνες το WhatsApp ({ $limit })
files-text-alone = Το κείμενο φεύγει πρώτο, ως δικό του μήνυμα: το WhatsApp δεν μεταφέρει κείμενο με τέτοιο αρχείο.
files-say-uploading = Ανεβαίνουν ακόμη αρχεία. Στείλτε την απάντηση όταν φτάσουν.
files-say-too-large = Μια εικόνα είναι πολύ μεγάλη. Σμικρύνετέ την ή αφαιρέστε την.
files-say-empty = Το «{ $name }» είναι άδειο.
files-say-most = Το «{ $name }» έχει { $size }: πάνω από τα 16 MB που δέχεται το WhatsApp. Στείλτε ένα μικρότερο ή έναν σύνδεσμο.
files-say-too-many = Το πολύ { $n } αρχεία μαζί.
files-say-ready = Το «{ $name }» επισυνάφθηκε.
files-say-failed = Το «{ $name }» δεν έφτασε. Δοκιμάστε ξανά.
files-say-cancel = Διακοπή: { $name }
files-say-sending = { $n ->
    [one] Ένα αρχείο
   *[other] { $n } αρχεία
}
voice-record = Ηχογράφηση φωνητικού
voice-stop = Τέλος και επισύναψη
voice-throw-away = Απόρριψη
voice-not = Αυτός ο φυλλομετρητής δεν ηχογραφεί σε μορφή που παίζει το WhatsApp. Chrome, Firefox και Edge μπορούν.
voice-insecure = Οι φυλλομετρητές ηχογραφούν μόνο σε ασφαλή διεύθυνση (https). Ζητήστε μία από έναν διαχειριστή.
voice-denied = Ο φυλλομετρητής δεν έχει άδεια για το μικρόφωνο. Δώστε την στις ρυθμίσεις της σελίδας.
media-link-fine = Ζητήσαμε το αρχείο από τη δική μας διεύθυνση και ήρθε. Στείλτε το ξανά· αν αποτύχει πάλι, το αρνείται το WhatsApp ή η Twilio.
media-link-wrong = Ζητήσαμε το αρχείο από τη δική μας διεύθυνση και δεν ήρθε: { $why }. Ένας διαχειριστής μπορεί να διορθώσει τη δημόσια διεύθυνση.
media-why-erased = Η επαφή του διαγράφηκε οριστικά.

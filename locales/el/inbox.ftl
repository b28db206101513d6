# Τα εισερχόμενα: η λίστα, το ιστορικό, η απάντηση, τα στοιχεία δίπλα.

inbox-search = Αναζήτηση ατόμων και μηνυμάτων
inbox-tabs = Ποιες συνομιλίες
inbox-tab-mine = Δικές μου
inbox-tab-open = Ανοιχτές
inbox-tab-all = Όλες
inbox-tab-closed = Κλειστές
inbox-tab-mentions = @
inbox-tab-unread = Νέα
inbox-conversations = Συνομιλίες
inbox-conversation = Συνομιλία
inbox-waiting-for-you = Σας περιμένουν
inbox-waiting = Περιμένουν
inbox-waiting-column = αναμονή
inbox-answered = Απαντημένες
inbox-mentions = Αναφορές σε εσάς
inbox-closed = Κλειστές
inbox-found = Άτομα
inbox-waits-for = περιμένει
inbox-last-at = τελευταίο μήνυμα
inbox-draft = Πρόχειρο:
inbox-kind-with-words = { $kind }: «{ $words }»
inbox-left-for = ακόμη για ελεύθερο κείμενο
inbox-template-only = πρότυπο
inbox-opted-out = διαγραφή
inbox-unread = αδιάβαστα
inbox-more = Περισσότερες
inbox-new-rows = { $n ->
    [one] { $n } νέα
   *[other] { $n } νέες
  }
inbox-list-changed = Άλλαξε η λίστα
inbox-none-mine = Κανείς δεν σας περιμένει
inbox-none-mine-text = Εδώ στέκονται όσες συνομιλίες αναλαμβάνετε. Τα νέα μηνύματα φαίνονται μόνα τους.
inbox-none-open = Όλες οι συνομιλίες έχουν αναληφθεί
inbox-none-open-text = Εδώ θα φανεί μια νέα μόλις γράψει μια επαφή.
inbox-none-mentions = Καμία αναφορά σε εσάς
inbox-none-mentions-text = Όταν σε μια σημείωση γραφτεί @ και το όνομά σας, η συνομιλία στέκεται εδώ.
inbox-none-all = Καμία συνομιλία σε εξέλιξη
inbox-none-all-text = Εδώ θα φανεί μια νέα μόλις γράψει μια επαφή.
inbox-none-closed = Καμία κλειστή ακόμη
inbox-none-closed-text = Εδώ στέκονται όσες τελειώνετε, οι νεότερες πρώτες.
inbox-none-unread = Όλα διαβασμένα
inbox-none-unread-text = Τα νέα μηνύματα φαίνονται εδώ μόνα τους.
inbox-none-found = Δεν βρέθηκε τίποτα για «{ $q }»
inbox-none-found-text = Τόνοι και κεφαλαία δεν μετράνε. Πρέπει να υπάρχουν όλες οι λέξεις· η τελευταία αρκεί να αρχίζει έτσι. Λέξεις σε εισαγωγικά βρίσκονται η μία δίπλα στην άλλη, και τα από:, αριθμός:, εκπρόσωπος:, ετικέτα:, πριν:, μετά: και έχει:αρχείο περιορίζουν την αναζήτηση.
inbox-see-open = { $n ->
    [one] Η ανοιχτή συνομιλία
   *[other] Οι { $n } ανοιχτές
  }
inbox-begin-waiting = { $n ->
    [one] Μία επαφή σας περιμένει
   *[other] { $n } επαφές σας περιμένουν
  }
inbox-begin = Διαλέξτε συνομιλία
inbox-begin-text = Διαλέξτε μία από τη λίστα, ή προχωρήστε με το πλήκτρο
inbox-begin-with = Αρχή: { $name }
inbox-none-open-hint = Αναλάβετε μια ανοιχτή. Μένει δική σας ώσπου να την τελειώσετε.
inbox-quiet = Κανείς δεν περιμένει
inbox-quiet-text = Τα νέα μηνύματα φαίνονται εδώ μόνα τους.

kind-text = Μήνυμα
kind-template = Πρότυπο
kind-button = Πάτημα κουμπιού
kind-list = Επιλογή από λίστα
kind-image = Φωτογραφία
kind-sticker = Αυτοκόλλητο
kind-audio = Ηχητικό
kind-video = Βίντεο
kind-document = Αρχείο
kind-location = Τοποθεσία
kind-contacts = Κάρτα επαφής
kind-flow = Απαντήσεις φόρμας
kind-unknown = Κάτι νέο


message-pending = Περιμένει να φύγει
message-on-its-way = Στον δρόμο
message-sent = Στάλθηκε
message-delivered = Παραδόθηκε
message-read = Διαβάστηκε
message-read-at = Διαβάστηκε { $when }
message-failed = Δεν παραδόθηκε
message-unknown = Δεν ξέρουμε αν έφυγε
message-unknown-sentence = Η Twilio δεν απάντησε. Μπορεί να έφυγε, μπορεί και όχι.
message-unknown-advice = Το ψάχνουμε και δεν θα σταλεί δύο φορές.
message-you = Εσείς
message-automatic = Αυτόματο
message-outside = Γράφτηκε έξω από την Angelia
message-template-you = Πρότυπο { $template }, από εσάς
message-template-by = Πρότυπο { $template } · { $name }
message-quote-contact = Επαφή
message-quote-us = Εμείς
message-answer = Απάντηση
message-answer-button = με κουμπί
message-answer-list = από λίστα
message-recovered = ήρθε αργά, βρέθηκε στην Twilio
message-erased = { $n ->
    [one] Το κείμενο διαγράφηκε μετά από μία ημέρα
   *[other] Το κείμενο διαγράφηκε μετά από { $n } ημέρες
}
message-erased-short = Το κείμενο διαγράφηκε
message-forwarded = προωθήθηκε
message-forwarded-often = προωθήθηκε πολλές φορές
message-not-shown = { $name }: ήρθε κάτι που αυτή η έκδοση δεν δείχνει ακόμη ({ $kind }). Φυλάχτηκε· θα φανεί με μια ενημέρωση.
message-from-advert = Από διαφήμιση
message-from-post = Από δημοσίευση
message-advert-open = Άνοιγμα
message-answers = Απαντήσεις της φόρμας
message-raw = Τα δεδομένα που ήρθαν
message-again = Αποστολή ξανά
message-as-draft = Ως πρόχειρο
message-choose-template = Επιλογή προτύπου
message-code = Κωδικός { $code }

event-somebody = Κάποιος
event-program = Το πρόγραμμα «{ $name }»
event-you = εσείς
event-opened = Νέα συνομιλία
event-taken = Ανάληψη: { $name }
event-taken-you = Την αναλάβατε
event-taken-over = Ανάληψη: { $name } · πριν: { $from }
event-taken-over-you = Την αναλάβατε · πριν: { $from }
event-given = Ανάθεση: { $to } · από: { $name }
event-given-you = Την αναθέσατε: { $to }
event-assigned = Ανάθεση: { $name }
event-assigned-to-you = Ανάθεση σε εσάς
event-left-waiting = { $name }: αναμονή για την επαφή
event-left-waiting-you = Περιμένετε την επαφή
event-released = Επιστροφή σε όλους: { $name }
event-released-you = Την επιστρέψατε σε όλους
event-ended = Τέλος: { $name }
event-ended-you = Την τελειώσατε
event-closed = Κλείσιμο: { $name }
event-closed-you = Την κλείσατε
event-closed-alone = Έκλεισε μόνη της
event-window-closed = Πέρασαν 24 ώρες από το τελευταίο μήνυμα της επαφής ({ $when }). Τώρα μόνο πρότυπο, ώσπου να έρθει απάντηση.
event-window-closed-plain = Πέρασαν 24 ώρες από το τελευταίο μήνυμα της επαφής. Τώρα μόνο πρότυπο, ώσπου να έρθει απάντηση.
event-window-refused = Το WhatsApp λέει ότι πέρασαν οι 24 ώρες. Τώρα μόνο πρότυπο, ώσπου να έρθει απάντηση.
event-window-opened = Ελεύθερο κείμενο ξανά
event-opted-out = { $name }: ήρθε STOP. Δεν στέλνεται τίποτα ώσπου να έρθει START.
event-opted-in = { $name }: ήρθε START. Τα μηνύματα επιτρέπονται ξανά.
event-sandbox-joined = { $name }: είσοδος στο δοκιμαστικό περιβάλλον. Τα μηνύματα φτάνουν για τρεις ημέρες.
event-sandbox-left = { $name }: ήρθε «stop», έξοδος από το δοκιμαστικό περιβάλλον. Τίποτα δεν φτάνει ώσπου να έρθουν ξανά οι λέξεις «join …».
event-number-deleted = Ο αριθμός διαγράφηκε. Όσα ειπώθηκαν μένουν για ανάγνωση.
event-identity-conflict = Η διεύθυνση του αποστολέα ανήκει σε περισσότερες από μία επαφές, γι’ αυτό έγινε νέα. Πείτε δίπλα στο ιστορικό ποιος είναι.
event-recovered = Μηνύματα που ήρθαν όσο η Angelia δεν λειτουργούσε βρέθηκαν στην Twilio
event-other = Έγινε κάτι που αυτή η έκδοση δεν ονομάζει ({ $kind })

thread-messages = Μηνύματα: { $name }
thread-yours = Δική σας
thread-nobodys = Κανενός ακόμη
thread-ended = Τέλος
thread-end = Τέλος
thread-back = Πίσω στη λίστα
thread-more = Περισσότερα για τη συνομιλία
thread-contact = Στοιχεία επαφής
thread-release = Επιστροφή
thread-release-hint = Μετά την αναλαμβάνει όποιος θέλει
thread-older = Παλιότερα μηνύματα
thread-newest = Τα νεότερα μηνύματα
thread-refresh = Νέα μηνύματα
thread-fresh = { $n ->
    [one] { $n } νέο
   *[other] { $n } νέα
  }
thread-new-below = { $n ->
    [one] { $n } νέο ↓
   *[other] { $n } νέα ↓
  }

composer-answer = Απάντηση: { $name }
composer-template-for = Πρότυπο: { $name }
composer-message-to = Μήνυμα: { $name }
composer-placeholder = Γράψτε: { $name }
composer-reply = Απάντηση
composer-template = Πρότυπο
composer-templates = Πρότυπα
composer-send = Αποστολή
composer-count = { $n } από { $limit }
composer-over = { $n ->
    [one] Ένας χαρακτήρας παραπάνω. Στείλτε το σε δύο μέρη.
   *[other] { $n } χαρακτήρες παραπάνω. Στείλτε το σε δύο μέρη.
  }
composer-until = Ελεύθερο κείμενο ως { $when }
composer-after = Μόνο πρότυπα μετά τις { $when }
composer-since = το παράθυρο έκλεισε { $when }
composer-never = η επαφή δεν έχει γράψει ακόμη
composer-template-only = Μόνο πρότυπο
composer-opted-out = { $name }: ήρθε STOP, { $when }.
composer-opted-out-text = Δεν στέλνεται τίποτα, ούτε πρότυπα, ώσπου να έρθει START. ({ $name })
composer-off-deleted = Ο αριθμός διαγράφηκε: { $number }.
composer-off-deleted-text = Δεν στέλνεται τίποτα πια σε αυτό το ιστορικό, ούτε πρότυπα. Όσα ειπώθηκαν μένουν εδώ για ανάγνωση.
composer-off-deleted-admin = Η διαχείριση μπορεί να προσθέσει ξανά τον αριθμό· τότε το ιστορικό συνεχίζεται.
composer-off-deleted-you = Προσθέστε ξανά τον αριθμό και το ιστορικό συνεχίζεται.
composer-off-deleted-link = Αριθμοί
composer-off-number = Ο αριθμός είναι ανενεργός: { $number }.
composer-off-number-text = Δεν φεύγει τίποτα από αυτόν, ούτε πρότυπα. Ό,τι γράφει η επαφή φτάνει ακόμη εδώ.
composer-off-number-admin = Η διαχείριση μπορεί να τον ενεργοποιήσει ξανά.
composer-off-number-you = Μπορείτε να τον ενεργοποιήσετε ξανά.
composer-off-number-link = Στον αριθμό
composer-off-account = Ο λογαριασμός του αριθμού είναι ανενεργός: { $number }.
composer-off-account-text = Δεν φεύγει τίποτα από τους αριθμούς του, ούτε πρότυπα. Ό,τι γράφει η επαφή φτάνει ακόμη εδώ.
composer-off-account-admin = Η διαχείριση μπορεί να τον ενεργοποιήσει ξανά.
composer-off-account-you = Μπορείτε να τον ενεργοποιήσετε ξανά.
composer-off-account-link = Στον λογαριασμό
composer-not-yours = { $name }: απαντά { $holder }.
composer-not-yours-text = Διαβάστε μαζί, ή αναλάβετέ την. Θα φανεί εδώ: { $holder }.
composer-draft-kept = Το πρόχειρό σας φυλάχτηκε.
composer-take-over = Ανάληψη
composer-nobodys = Τη συνομιλία δεν την έχει κανείς ακόμη.
composer-nobodys-waits = Περιμένει { $span }. Αναλάβετέ την για να απαντήσετε.
composer-nobodys-text = Αναλάβετέ την για να απαντήσετε.
composer-take = Ανάληψη
composer-ended-you = Την τελειώσατε, { $when }.
composer-ended = Τελείωσε, { $when }.
composer-wrap-up = Τελείωσε, μένουν οι εκκρεμότητες.
composer-ended-open = Το παράθυρο είναι ανοιχτό ως { $when }. Αν γράψετε, αρχίζει νέα συνομιλία στο ίδιο ιστορικό.
composer-ended-shut = Αν γράψετε, αρχίζει νέα συνομιλία στο ίδιο ιστορικό, με πρότυπο.
composer-write-again = Νέο μήνυμα
composer-close = Κλείσιμο
composer-waiting-to-send = Χωρίς σύνδεση. Θα φύγει μόνο του μόλις επανέλθει.

picker-search = Αναζήτηση προτύπου
picker-approved = Εγκεκριμένα πρότυπα
picker-language = Γλώσσα
picker-month = { $n } αυτόν τον μήνα
picker-near = πιο κοντά στο κείμενό σας
picker-none-found = Δεν βρέθηκε κανένα.
picker-others = { $n ->
    [one] Ακόμη ένα δεν στέλνεται.
   *[other] Ακόμη { $n } δεν στέλνονται.
  }
picker-why = Γιατί;
picker-why-text = Περιμένουν έγκριση από το WhatsApp ή είναι σε παύση.
picker-choose = Τα πεδία του
picker-field = Πεδίο { $n }
picker-field-name = { $n } · Όνομα
picker-sample = π.χ. { $sample }
picker-no-fields = Δεν έχει πεδία.
picker-preview = Έτσι θα φανεί στο κινητό
picker-send = Αποστολή προτύπου
picker-empty = Δεν υπάρχει ακόμη πρότυπο που να στέλνεται.
picker-empty-admin = Ανάγνωση από την Twilio
picker-empty-agent = Η διαχείριση μπορεί να τα διαβάσει από την Twilio ή να γράψει ένα.
kept-title = Το κείμενό σας φυλάχτηκε
kept-text = και θα είναι εδώ μόλις έρθει απάντηση
category-utility = Ενημέρωση (utility)
category-marketing = Προώθηση (marketing)
category-authentication = Ταυτοποίηση (authentication)

side-label = Επαφή και συνομιλία
side-back = Πίσω στα μηνύματα
side-profile-name = «{ $name }» στο WhatsApp
side-writes-in = γράφει { $language }
side-reachable = δέχεται μηνύματα
side-why = Γιατί μόνο πρότυπο;
side-why-closed = Το WhatsApp αφήνει ελεύθερο κείμενο 24 ώρες μετά από κάθε μήνυμα της επαφής. Ένα πρότυπο δεν ξανανοίγει το παράθυρο· το ανοίγει μόνο μια απάντηση.
side-why-refused = Το WhatsApp δεν δέχτηκε ένα ελεύθερο κείμενο, γιατί στο δικό του ρολόι είχαν περάσει οι 24 ώρες. Το παράθυρο το ανοίγει μόνο μια απάντηση.
side-why-never = Η επαφή δεν έχει γράψει ακόμη εδώ. Το WhatsApp αφήνει να αρχίσουμε μόνο με πρότυπο· μια απάντηση ανοίγει ελεύθερο κείμενο για 24 ώρες.
side-contact = Επαφή
side-address = Διεύθυνση
side-conversation = Αυτή η συνομιλία
side-number = Αριθμός
side-holder = Την έχει
side-holder-you = εσείς
side-holder-nobody = κανείς ακόμη
side-since = Από
side-waits = Περιμένει
side-give-to = Ανάθεση σε
side-give = Ανάθεση
side-variables = Μεταβλητές
side-variables-add = Προσθήκη μεταβλητής
side-variables-change = Αλλαγή
side-variable-name = Όνομα νέας
side-variable-name-title = Λατινικά γράμματα, ψηφία και κάτω παύλες
side-variable-value = Η τιμή της
side-variables-hint = Όσα παίρνουν τα έτοιμα κείμενα από αυτή τη συνομιλία. Κενή τιμή τη διαγράφει. Σε κείμενο:
side-earlier = Παλιότερες

language-en = αγγλικά
language-el = ελληνικά
language-de = γερμανικά
language-fr = γαλλικά
language-it = ιταλικά
language-es = ισπανικά
language-nl = ολλανδικά
language-tr = τουρκικά
language-bg = βουλγαρικά
language-ro = ρουμανικά
language-ru = ρωσικά
language-ar = αραβικά
language-sq = αλβανικά

say-new = { $n ->
    [one] Ένα νέο μήνυμα
   *[other] { $n } νέα μηνύματα
  }
say-sent = Στάλθηκε
say-failed = Δεν έγινε. Φορτώστε ξανά τη σελίδα και κοιτάξτε το.
say-signed-out = Έγινε αποσύνδεση. Αντιγράψτε ό,τι γράψατε και φορτώστε ξανά τη σελίδα.
say-window-ended = Πέρασαν οι 24 ώρες. Το κείμενό σας φυλάχτηκε. Διαλέξτε πρότυπο.
say-number-off = Δεν στέλνεται τίποτα πια από αυτόν τον αριθμό.
say-window-back = Ήρθε απάντηση. Ελεύθερο κείμενο ξανά.
say-left = { $n ->
    [one] Ένα λεπτό ακόμη για ελεύθερο κείμενο
   *[other] { $n } λεπτά ακόμη για ελεύθερο κείμενο
  }
say-offline = Χωρίς σύνδεση. Ό,τι γράφετε φυλάγεται.
say-online = Η σύνδεση επανήλθε.

keys-unread = Μόνο αδιάβαστα
keys-tabs = Δικές μου, Ανοιχτές, Όλες, Κλειστές, αναφορές
keys-end = Τέλος συνομιλίας
keys-contact = Στοιχεία επαφής

offline-title = Χωρίς σύνδεση.
offline-text = Ό,τι γράφετε μένει εδώ και φεύγει μόλις επανέλθει.

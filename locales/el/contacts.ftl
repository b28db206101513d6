# Επαφές: ο κατάλογος, μία επαφή, δικά σας πεδία.

contacts-title = Επαφές
contacts-lede = Όσοι σας έγραψαν, και όσους καταγράψατε εσείς.
contacts-add = Νέα επαφή
contacts-add-lede = Όποιος σας γράφει προστίθεται από μόνος του. Προσθέστε κάποιον εδώ για να του γράψετε πρώτοι ή για να ξέρετε ποιος είναι.
contacts-add-do = Προσθήκη επαφής
contacts-search = Αναζήτηση επαφών
contacts-search-hint = Όνομα ή αριθμός
contacts-all-tags = Όλες οι ετικέτες
contacts-more = Παλαιότερες επαφές
contacts-none-title = Κανείς ακόμη
contacts-none = Όποιος γράψει σε έναν από τους αριθμούς σας θα φαίνεται από τότε εδώ.
contacts-nothing-title = Δεν βρέθηκε κανείς
contacts-nothing = Αναζητήστε ένα μέρος του ονόματος ή τα τελευταία ψηφία του αριθμού.
contact-name = Όνομα
contact-number = Αριθμός
contact-notes = Σημειώσεις
contact-tag = Ετικέτα
contact-tags = Ετικέτες
contact-fields = Δικά σας πεδία
contact-language-unknown = Άγνωστη
contact-wrote = Τελευταίο μήνυμα
contact-first-seen = Πρώτη εμφάνιση
contact-write = Νέο μήνυμα
contact-about = Στοιχεία
contact-saved = Αποθηκεύτηκε.
contact-not-saved = Δεν αποθηκεύτηκε. Ό,τι γράψατε είναι ακόμη εδώ· δοκιμάστε ξανά.
contact-talks = Συνομιλίες
contact-talks-none = Καμία που να μπορείτε να δείτε.
contact-talks-older = Παλαιότερες συνομιλίες
contact-first-words = Πρώτα λόγια
contact-no-words = Χωρίς λόγια από την επαφή
contact-state = Κατάσταση
contact-began = Έναρξη
contact-talk-open = περιμένει
contact-talk-active = σε εξέλιξη
contact-talk-waiting = περιμένει την επαφή
contact-talk-wrap-up = ολοκληρώνεται
contact-talk-closed = κλειστή
contact-files = Αρχεία
contact-files-none = Κανένα αρχείο που να μπορείτε να δείτε.
contact-file-in = από την επαφή
contact-file-out = από εμάς
contact-beside = Διευθύνσεις και συγκατάθεση
contact-addresses = Διευθύνσεις
contact-address-add = Νέα διεύθυνση
contact-address-remove = Αφαίρεση: { $address }
contact-threads = Οι αριθμοί σας
contact-consent-none = Δεν έχει καταγραφεί τίποτα: ούτε ότι τα μηνύματα είναι επιθυμητά ούτε ότι δεν είναι.
contact-opt-in-add = Καταγραφή συγκατάθεσης
contact-opted-in-how = Συγκατάθεση { $how }, { $when }· καταγραφή: { $who }.
contact-by-program = ένα πρόγραμμα
contact-said-stop = Έστειλε STOP στον αριθμό { $number }.
contact-said-start = Έστειλε START στον αριθμό { $number }.
contact-said-stop-noted = Δεν θέλει άλλα μηνύματα από τον αριθμό { $number }. Σημείωσε: { $who }. { $reason }
contact-said-start-noted = Θέλει ξανά μηνύματα από τον αριθμό { $number }. Σημείωσε: { $who }. { $reason }
side-contact-open = Άνοιγμα επαφής
side-contact-change = Αλλαγή
flash-contact-made = Η επαφή προστέθηκε.
flash-contact-has-number = Αυτός ο αριθμός είναι ήδη γνωστός. Ορίστε σε ποιον ανήκει.
field-address-known = Αυτή η διεύθυνση ανήκει ήδη σε μια επαφή. Ανοίξτε εκείνη.
field-address-last = Μια επαφή κρατά τουλάχιστον μία διεύθυνση. Προσθέστε άλλη πριν αφαιρέσετε αυτήν.
field-own-text = «{ $name }»: το πολύ { $limit } χαρακτήρες.
field-own-number = Το πεδίο «{ $name }» δέχεται αριθμό έως 15 ψηφίων, όπως 12 ή 12,50.
field-own-date = Το πεδίο «{ $name }» δέχεται ημερομηνία, όπως 2026-11-26.
field-own-choice = Το πεδίο «{ $name }» δέχεται ένα από αυτά: { $known }.

settings-contact-fields = Πεδία επαφών
contact-fields-lede = Όσα κρατάτε για τις επαφές πέρα από όνομα, γλώσσα, σημειώσεις και ετικέτες. Συμπληρώνονται στην επαφή και δίπλα στη συνομιλία.
contact-fields-none-title = Δεν υπάρχουν ακόμη δικά σας πεδία
contact-fields-none = Όνομα, γλώσσα, σημειώσεις και ετικέτες υπάρχουν πάντα. Προσθέστε ό,τι άλλο χρειάζεται να ξέρετε, όπως έναν κωδικό πελάτη.
contact-field-add = Προσθήκη πεδίου
contact-field-kind = Τι περιέχει
contact-field-kind-hint = Αυτό δεν αλλάζει: όσα συμπληρώθηκαν δεν θα ταίριαζαν σε άλλο είδος.
contact-field-text = Κείμενο
contact-field-number = Αριθμός
contact-field-date = Ημερομηνία
contact-field-choice = Επιλογή
contact-field-choices = Επιλογές
contact-field-choices-hint = Μία σε κάθε γραμμή. Ό,τι έχει συμπληρωθεί και δεν είναι πια επιλογή μένει ώσπου να αλλαχτεί.
contact-field-choices-of-choice = Μόνο για επιλογή, μία σε κάθε γραμμή.
contact-field-name-hint = Σύντομο, όπως το λέτε: Κωδικός πελάτη.
contact-field-up = Πάνω
contact-field-down = Κάτω
contact-field-remove = Αφαίρεση πεδίου
contact-field-remove-hint =
  { $n ->
    [0] Δεν έχει συμπληρωθεί ακόμη πουθενά.
    [one] Ό,τι έχει συμπληρωθεί για μία επαφή θα χαθεί οριστικά.
    [1000] Ό,τι έχει συμπληρωθεί για χίλιες επαφές ή περισσότερες θα χαθεί οριστικά.
   *[other] Ό,τι έχει συμπληρωθεί για { $n } επαφές θα χαθεί οριστικά.
  }
flash-contact-field-made = Το πεδίο προστέθηκε και φαίνεται αμέσως.
flash-contact-field-removed = Το πεδίο αφαιρέθηκε.
audit-contact-created = Προσθήκη επαφής
audit-contact-changed = Αλλαγή επαφής
audit-contact-address-added = Προσθήκη διεύθυνσης επαφής
audit-contact-address-removed = Αφαίρεση διεύθυνσης επαφής
audit-contact-field-created = Προσθήκη πεδίου επαφών
audit-contact-field-changed = Αλλαγή πεδίου επαφών
audit-contact-field-removed = Αφαίρεση πεδίου επαφών

merge-title = Το ίδιο πρόσωπο
merge-open = Ίδιο πρόσωπο με…
merge-lede = Βρείτε την άλλη επαφή που είναι κι αυτή { $name }. Τίποτα δεν αλλάζει πριν δείτε και τις δύο δίπλα δίπλα.
merge-search = Εύρεση
merge-more = Υπάρχουν κι άλλες. Γράψτε περισσότερο από το όνομα ή τον αριθμό.
merge-compare = Σύγκριση
merge-compare-with = Σύγκριση με { $name }
merge-compare-title = Είναι το ίδιο πρόσωπο;
merge-compare-lede = Η επαφή { $gone } γίνεται μέρος της επαφής { $kept }. Όπου έχουν κάτι διαφορετικό, επιλέξτε τι μένει.
merge-swap = Να μείνει η άλλη
merge-kept = Αυτή η επαφή μένει
merge-gone = Αυτή γίνεται μέρος της
merge-tags-both = Μένουν οι ετικέτες και των δύο.
merge-notes-both = Μένουν οι σημειώσεις και των δύο, η μία κάτω από την άλλη.
merge-says-moves = Μαζί μεταφέρονται διευθύνσεις, συνομιλίες και συγκαταθέσεις. Όποιος ανοίξει την άλλη επαφή οδηγείται εδώ.
merge-says-consent = Κάθε ιστορικό κρατά τη διεύθυνση και τη συγκατάθεσή του: ένα STOP μένει STOP και κανείς δεν συμφωνεί σε περισσότερα από πριν.
merge-says-undo = Αναιρείται από τη σελίδα της επαφής όσο καμία από τις δύο δεν έχει διαγραφεί οριστικά.
merge-do = Να γίνουν μία επαφή
merge-said = Η επαφή { $name } έγινε μέρος αυτής, { $when }.
merge-nameless = χωρίς όνομα
merge-profile-name = Όνομα στο WhatsApp
merge-undo-open = Χωρισμός
merge-undo-says = Η επαφή { $name } παίρνει πίσω διευθύνσεις, συνομιλίες και συγκαταθέσεις, με ό,τι ειπώθηκε στο μεταξύ. Όνομα, γλώσσα, σημειώσεις, ετικέτες και πεδία γίνονται όπως ήταν.
merge-stays = Αυτά άλλαξαν στο μεταξύ και μένουν ως έχουν: { $what }.
merge-undo = Να χωριστούν
flash-contact-merged = Είναι πλέον μία επαφή. Στο «Το ίδιο πρόσωπο» μπορείτε να τις χωρίσετε ξανά.
flash-contact-unmerged = Είναι και πάλι δύο επαφές.
flash-contact-unmerged-partly = Είναι και πάλι δύο επαφές. Ό,τι άλλαξε στο μεταξύ έμεινε ως έχει· ρίξτε μια ματιά.
flash-contact-told-apart = Σημειώθηκε: είναι κάποιος άλλος. Δεν θα ερωτηθείτε ξανά.
is-this = Είναι { $name };
is-this-why = Η διεύθυνση από την οποία γράφει ανήκει σε περισσότερες από μία επαφές, γι’ αυτό δεν επιλέχθηκε καμία.
is-this-supervisor = Ένας επόπτης μπορεί να ενώσει δύο επαφές.
is-this-same = Το ίδιο πρόσωπο
is-this-look = Προβολή
is-this-other = Κάποιος άλλος
field-merge-self = Η επαφή είναι ήδη το ίδιο πρόσωπο με τον εαυτό της. Επιλέξτε άλλη.
field-merge-merged = Η επαφή αυτή έγινε ήδη μέρος μιας άλλης. Επιλέξτε εκείνη.
field-merge-unknown = Δεν υπάρχει πια τέτοια επαφή. Επιλέξτε άλλη.
field-merge-notes = Οι σημειώσεις και των δύο ξεπερνούν τους { $limit } χαρακτήρες. Συντομεύστε πρώτα τις μεν ή τις δε· δεν άλλαξε τίποτα.
field-merge-tags = Και οι δύο μαζί έχουν περισσότερες από { $limit } ετικέτες. Αφαιρέστε πρώτα μερικές· δεν άλλαξε τίποτα.
audit-contact-merged = Ένωση δύο επαφών
audit-contact-unmerged = Χωρισμός επαφής
audit-contact-told-apart = Διάκριση δύο επαφών

erase-open = Οριστική διαγραφή…
erase-title = Οριστική διαγραφή
erase-lede = Για όποιον ζητά να ξεχαστεί. Ό,τι φεύγει από εδώ χάνεται για πάντα· κανείς δεν το αναιρεί.
erase-goes = Τι φεύγει
erase-open-talks = { $n ->
    [one] Μία συνομιλία είναι ανοιχτή· κλείνει πρώτα, χωρίς να ειπωθεί τίποτα στην επαφή.
   *[other] { $n } συνομιλίες είναι ανοιχτές· κλείνουν πρώτα, χωρίς να ειπωθεί τίποτα στην επαφή.
  }
erase-goes-person = Ονόματα, διευθύνσεις, ετικέτες, πεδία, σημειώσεις και συγκαταθέσεις. Ένα μήνυμα από τον ίδιο αριθμό θα είναι έπειτα από κάποιον καινούργιο.
erase-goes-messages = { $n ->
    [0] Δεν υπάρχουν μηνύματα.
    [one] Το κείμενο και τα αρχεία ενός μηνύματος, και ό,τι δεν έχει σταλεί ακόμη.
   *[other] Τα κείμενα και τα αρχεία { $n } μηνυμάτων, και ό,τι δεν έχει σταλεί ακόμη.
  }
erase-goes-beside = Ό,τι σημείωσαν και είπαν μεταξύ τους οι συνάδελφοι, μεταβλητές, οι λόγοι για τους οποίους ήρθε σε κάποιον, σχόλια σε έρευνες, γραμμές μαζικών μηνυμάτων και εισαγωγών, ό,τι ήρθε από το Twilio ως είχε, και ό,τι ειπώθηκε σε προγράμματα.
erase-stays = Τι μένει
erase-stays-counts = Ότι υπήρξαν συνομιλίες και μηνύματα, πότε και με ποιον δικό σας, και οι βαθμοί των ερευνών, ώστε οι αναφορές να κρατούν τους αριθμούς τους.
erase-stays-audit = Στο ημερολόγιο ενεργειών, ότι μια επαφή διαγράφηκε οριστικά και από ποιον.
erase-stays-outside = Αντίγραφα ασφαλείας που έγιναν πριν, και ό,τι κράτησαν προγράμματά σας. Διαγράψτε τα οι ίδιοι.
erase-at-provider = Να διαγράψει και το Twilio τα μηνύματα και τα αρχεία
erase-at-provider-hint = Παίρνει περισσότερο. Ό,τι δεν διαγράψει το Twilio ζητείται ξανά επί μία ημέρα, και έπειτα γράφεται εδώ.
erase-sure = Ναι, να διαγραφεί οριστικά: { $name }
erase-do = Οριστική διαγραφή
field-erase-sure = Επιλέξτε το, ώστε να μη διαγραφεί κανείς κατά λάθος.
erased-title = Διαγραμμένη επαφή
erased-lede = Ποιος ήταν και τι ειπώθηκε δεν υπάρχει πια.
erased-done = Όλα είχαν φύγει { $when }.
erased-share = Έφυγαν { $done } από { $total } μηνύματα.
erased-goes-on = Συνεχίζεται μόνο του, και μετά από επανεκκίνηση.
erased-look-again = Νέα ματιά
erased-there = Και το Twilio διέγραψε τα μηνύματα και τα αρχεία του.
erased-kept-there = { $n ->
    [one] Το Twilio δεν διέγραψε ένα μήνυμα μέσα σε μία ημέρα. Διαγράψτε το στην κονσόλα του Twilio.
   *[other] Το Twilio δεν διέγραψε { $n } μηνύματα μέσα σε μία ημέρα. Διαγράψτε τα στην κονσόλα του Twilio.
  }
audit-contact-erased = Οριστική διαγραφή επαφής

# Queues, opening hours, skills, presences, and what routing takes from a user.
field-queue-everyone = Για αυτή την ουρά δουλεύουν όλοι, εξ ορισμού. Αφήστε την όπως είναι.

ics-why-repeats = Επαναλαμβάνεται αλλιώς και όχι μία φορά τον χρόνο.
ics-why-part-of-day = Καλύπτει μόνο μέρος μιας ημέρας.
ics-why-no-date = Δεν έχει ημερομηνία που να διαβάζεται.
ics-why-end-before-begin = Τελειώνει πριν αρχίσει.
ics-why-too-long = Κρατά πάνω από έναν χρόνο.
ics-why-no-name = Δεν έχει όνομα.
ics-why-cancelled = Έχει ακυρωθεί.

audit-queue-created = Νέα ουρά
audit-queue-changed = Αλλαγή ουράς
audit-queue-deleted = Διαγραφή ουράς
audit-hours-created = Νέο ωράριο
audit-hours-changed = Αλλαγή ωραρίου
audit-hours-deleted = Διαγραφή ωραρίου
audit-hours-imported = Αργίες από αρχείο ημερολογίου
audit-skill-created = Νέα δεξιότητα
audit-skill-changed = Νέο όνομα δεξιότητας
audit-skill-deleted = Διαγραφή δεξιότητας
audit-presence-created = Νέα παρουσία
audit-presence-changed = Αλλαγή παρουσίας
audit-presence-deleted = Διαγραφή παρουσίας
audit-presence-automatic = Αλλαγή στις αυτόματες παρουσίες
audit-detail-members = μέλη: { $value }
audit-detail-spans = διαστήματα: { $value }
audit-detail-holidays = αργίες: { $value }
audit-detail-agents = εκπρόσωποι που την είχαν: { $value }
audit-detail-method = τρόπος { $value }
audit-detail-base = μετρά ως { $value }
audit-detail-priority = προτεραιότητα { $value }
audit-detail-hours = ωράριο { $value }
audit-detail-overflow = υπερχείλιση { $value }
audit-detail-goal-seconds = στόχος σε δευτερόλεπτα { $value }
audit-detail-missed = Λείπω μετά από αναπάντητη πρόταση: { $value }
audit-detail-declined = Μην ενοχλείτε μετά από άρνηση: { $value }
audit-detail-capacity-changes-presence = με τη χωρητικότητα: { $value }

# -- what is common --
settings-queues = Ουρές
settings-hours = Ωράρια
settings-skills = Δεξιότητες
settings-presences = Παρουσίες
admin-field-members = Μέλη
admin-field-method = Ποιος παίρνει μια συνομιλία
admin-field-priority = Προτεραιότητα
admin-field-hours-id = Ωράριο
admin-field-goal-seconds = Στόχος εξυπηρέτησης σε δευτερόλεπτα
admin-field-overflow = Υπερχείλιση
admin-field-out-of-hours = Εκτός ωραρίου
admin-field-too-many = Όταν περιμένουν πολλές
admin-field-too-long = Όταν μία περιμένει πολύ
admin-field-spans = Η εβδομάδα
admin-field-holidays = Αργίες
admin-field-base = Μετρά ως
admin-field-capacity = Χωρητικότητα
admin-field-skills = Δεξιότητες
admin-field-queues = Ουρές
admin-field-languages = Γλώσσες
admin-field-default-presence = Η ημέρα αρχίζει ως
field-number-whole = Γράψτε έναν ακέραιο αριθμό.
field-hours-span = Το «{ $value }» δεν είναι διάστημα. Γράψτε 9:00–14:00, και κόμματα ανάμεσα σε περισσότερα.
field-holiday-date = Δώστε την πρώτη ημέρα: έτος, μήνα και ημέρα.

standing-always = Πάντα ανοιχτά
standing-open-until = Ανοιχτά έως { $when }
standing-closed = Κλειστά
standing-closed-until = Κλειστά τώρα, έως { $when }
standing-holiday-until = { $name }: κλειστά έως { $when }

delete-ask = Διαγραφή
delete-keeps-history = Οι παλιές συνομιλίες κρατούν το όνομα.
delete-now = Να διαγραφεί
delete-in-use = Χρησιμοποιείται και μένει. Αλλάξτε πρώτα αυτά:

nowhere-title = Σε μια ουρά στέλνονται συνομιλίες, αλλά δεν δουλεύει κανείς.
nowhere-text = Πηγαίνουν στην εφεδρική ουρά. Δώστε μέλη σε αυτές τις ουρές:

day-monday = Δευτέρα
day-tuesday = Τρίτη
day-wednesday = Τετάρτη
day-thursday = Πέμπτη
day-friday = Παρασκευή
day-saturday = Σάββατο
day-sunday = Κυριακή

# -- queues --
queues-lede = Ποιος απαντά σε τι, πότε, και τι γίνεται όταν δεν μπορεί κανείς.
queues-add = Νέα ουρά
queues-add-lede = Μια ομάδα ανθρώπων που μπροστά της περιμένουν συνομιλίες.
queues-state = Τώρα
queues-waiting = Περιμένουν
queues-waiting-or-offered = Όσες περιμένουν ή προτείνονται τώρα
queues-to-board = Ανάθεση στον πίνακα
queues-waiting-now = { $n ->
    [0] Τώρα δεν περιμένει τίποτα εδώ.
    [one] Τώρα περιμένει εδώ μία συνομιλία.
   *[other] Τώρα περιμένουν εδώ { $n } συνομιλίες.
  }
queues-waiting-more = { $n } και πάνω
queues-priority-is = προτεραιότητα { $n }
queues-everybody = Όλοι ({ $n })
queues-everyone-name = Όλοι
queues-everyone-hint = Για αυτή την ουρά δουλεύουν, εξ ορισμού, όλοι όσοι είναι ενεργοί.
queues-people = { $n ->
    [one] Ένα άτομο
   *[other] { $n } άτομα
  }
queues-nobody = Κανείς
queues-members-hint = Ένα νέο μέλος μπαίνει πίσω από όσα υπάρχουν.
queues-method-highest-capacity = Όποιος έχει τον περισσότερο χώρο
queues-method-highest-capacity-hint = Η μεγαλύτερη ελεύθερη χωρητικότητα· σε ισοπαλία, όποιος έχει σειρά.
queues-method-round-robin = Με τη σειρά
queues-method-round-robin-hint = Όποιος πήρε την τελευταία του συνομιλία σε αυτή την ουρά πριν από τους άλλους.
queues-method-least-active = Όποιος είναι περισσότερη ώρα ελεύθερος
queues-method-least-active-hint = Όποιου η χωρητικότητα ελευθερώθηκε νωρίτερα· πρώτος όποιος δεν είχε ακόμη τίποτα.
queues-priority-hint = Από 1 έως 1.000. Όποιος δουλεύει για πολλές ουρές εξυπηρετεί πρώτα τον μικρότερο αριθμό.
queues-goal-hint = Κενό: χωρίς στόχο. Ο πίνακας δείχνει ποιος περιμένει περισσότερο.
queues-delete = Διαγραφή της ουράς
overflow-hint = Τι γίνεται με μια συνομιλία που η ουρά δεν μπορεί να πάρει, ή όχι σύντομα.
overflow-anyway = Περιμένει εδώ παρ’ όλα αυτά
overflow-end = Τελειώνει, και η επαφή μαθαίνει γιατί
overflow-other = Πηγαίνει σε άλλη ουρά
overflow-then = Τότε
overflow-waiting-max = Τόσες μπορούν να περιμένουν
overflow-wait-minutes = Λεπτά (1 έως 2.880)
flash-queue-created = Η ουρά υπάρχει και ισχύει από τώρα.
flash-queue-deleted = Διαγράφηκε. Οι παλιές συνομιλίες κρατούν το όνομα.

# -- opening hours --
hours-lede = Πότε είναι ανοιχτή μια ουρά. Ουρά χωρίς ωράριο είναι πάντα ανοιχτή.
hours-add = Νέο ωράριο
hours-none-title = Δεν υπάρχει ακόμη ωράριο
hours-none = Όλα είναι πάντα ανοιχτά. Φτιάξτε ένα ωράριο και διαλέξτε το σε μια ουρά.
hours-edit-lede = Μια ημέρα μπορεί να έχει πολλά διαστήματα. Χωρίς κανένα είναι κλειστά.
hours-zone-hint = Μετρά το ρολόι αυτού του τόπου, μαζί με τη θερινή ώρα.
hours-spans-hint = Όπως 9:00–14:00, 17:00–21:00. Μετά τα μεσάνυχτα χρειάζονται δύο ημέρες: έως 24:00, και από 00:00.
hours-closed-day = Κλειστά
hours-holidays-hint = Κλειστά όλη την ημέρα, ό,τι κι αν λέει η εβδομάδα.
hours-holiday-name = Αργία
hours-holiday-days = Ημέρες
hours-holiday-yearly = Κάθε χρόνο
hours-holiday-every-year = Έρχεται κάθε χρόνο τις ίδιες ημέρες
hours-holiday-first = Πρώτη ημέρα
hours-holiday-last = Τελευταία ημέρα, αν είναι πολλές
hours-holiday-add = Προσθήκη αργίας
hours-holiday-remove = Αφαίρεση
hours-remove-ticked = Αφαίρεση όσων σημειώθηκαν
hours-file = Αρχείο ημερολογίου (.ics)
hours-file-hint = Μπαίνουν ολόκληρες ημέρες και όσες έρχονται κάθε χρόνο. Ό,τι υπάρχει ήδη μένει.
hours-file-take = Να μπουν οι αργίες
hours-imported = Νέες: { $added }. Υπήρχαν ήδη: { $same }.
hours-left-out = { $n ->
    [one] Ένα γεγονός έμεινε έξω:
   *[other] { $n } γεγονότα έμειναν έξω:
  }
hours-line = Γραμμή { $n }:
hours-delete = Διαγραφή του ωραρίου
flash-hours-created = Το ωράριο υπάρχει. Διαλέξτε το σε μια ουρά.
flash-hours-deleted = Το ωράριο διαγράφηκε.
flash-holiday-added = Η αργία προστέθηκε.

# -- skills --
skills-lede = Τι ξέρει ο καθένας. Οι κανόνες λένε τι χρειάζεται μια συνομιλία.
skills-none-title = Δεν υπάρχουν ακόμη δεξιότητες
skills-none = Προσθέστε μία, όπως Γερμανικά ή Εγγύηση, και δώστε τη με επίπεδο σε ανθρώπους.
skills-who = { $n ->
    [0] δεν την έχει κανείς
    [one] την έχει ένα άτομο
   *[other] την έχουν { $n } άτομα
  }
skills-add = Νέα δεξιότητα
skills-add-do = Προσθήκη δεξιότητας
skills-name-hint = Μια γλώσσα, ένα προϊόν, μια εργασία.
skills-rename = Μετονομασία
skills-delete = Διαγραφή δεξιότητας
skills-delete-hint = { $n ->
    [0] Δεν την έχει κανείς.
    [one] Τη χάνει ένα άτομο.
   *[other] Τη χάνουν { $n } άτομα.
  }
flash-skill-created = Η δεξιότητα υπάρχει. Δώστε τη σε ανθρώπους, στη σελίδα του καθενός.
flash-skill-deleted = Η δεξιότητα διαγράφηκε.

# -- presences --
presences-lede = Αν κάποιος είναι εδώ, και τι το αλλάζει.
presences-automatic = Τι αλλάζει μόνο του
presences-automatic-hint = Όταν είναι όλα κλειστά, την αλλάζουν μόνο άνθρωποι.
presences-by-capacity = Ακολουθεί τη χωρητικότητα
presences-by-capacity-hint = Τίποτα πιασμένο: Εδώ. Κάτι: Με δουλειά. Όλα: Μην ενοχλείτε.
presences-missed = Λείπω, μετά από πρόταση που δεν απαντήθηκε εγκαίρως
presences-declined = Μην ενοχλείτε, μετά από πρόταση που δεν έγινε δεκτή
presences-named = Με δικά σας ονόματα
presences-named-hint = Όπως Διάλειμμα ή Εκπαίδευση. Καθεμία μετρά ως μία από τις πέντε.
presences-counts-as = μετρά ως { $presence }
presences-add = Προσθήκη παρουσίας
presences-delete = Διαγραφή παρουσίας
presences-delete-hint = Όποιος την έχει διαλέξει κρατά αυτό ως το οποίο μετρά.
flash-presence-created = Η παρουσία υπάρχει. Μπορούν να τη διαλέξουν όλοι.
flash-presence-deleted = Η παρουσία διαγράφηκε.

# -- a user at work --
users-work = Στη δουλειά
users-capacity-hint = Από 1 έως 1.000 μονάδες. Πόσες πιάνει μια συνομιλία ορίζεται στη ροή εργασίας της.
users-queues-hint = Για την ουρά όλων δουλεύουν όλοι.
users-skills-hint = Το 1 είναι λίγο, το 10 το καλύτερο. Η – σημαίνει καθόλου.
users-languages-hint = Πρώτα η καλύτερη, με κόμματα: el, en, de.

# -- first steps --
first-steps-hours-done = { $n ->
    [one] Μία ουρά ανοίγει με το ωράριό της.
   *[other] { $n } ουρές ανοίγουν με το ωράριό τους.
  }
first-steps-hours-unused = Υπάρχει ωράριο, αλλά καμία ουρά δεν ανοίγει με αυτό ακόμη. Διαλέξτε το σε μια ουρά.

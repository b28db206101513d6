# Η λίστα: προβολές, αναβολή, ενέργειες σε πολλές.

inbox-view-queues = Οι ουρές μου
inbox-view-mentions = Αναφορές
inbox-view-customer = Αναμονή για την επαφή
inbox-view-closing = Το παράθυρο κλείνει σύντομα
inbox-view-snoozed = Σε αναβολή
inbox-views = Προβολές
inbox-views-saved = Αποθηκευμένες προβολές
inbox-views-edit = Τακτοποίηση προβολών
inbox-sort = Σειρά
inbox-sort-waiting = Μεγαλύτερη αναμονή
inbox-sort-window = Πρώτα όσες κλείνουν
inbox-sort-newest = Πρώτα οι νεότερες
inbox-closing = Το παράθυρο κλείνει σε 4 ώρες
inbox-snoozed = Σε αναβολή
inbox-none-queues = Τίποτα σε εξέλιξη στις ουρές σας
inbox-none-queues-text = Εδώ μπαίνει ό,τι έρχεται στις ουρές σας, όποιος κι αν το έχει.
inbox-none-customer = Καμία επαφή δεν χρωστά απάντηση
inbox-none-customer-text = Ό,τι έχετε απαντήσει μένει εδώ μέχρι να γράψει η επαφή.
inbox-none-closing = Κανένα παράθυρο δεν κλείνει σε 4 ώρες
inbox-none-closing-text = Μια συνομιλία μπαίνει εδώ στις τελευταίες 4 ώρες του ελεύθερου κειμένου.
inbox-none-snoozed = Τίποτα σε αναβολή
inbox-none-snoozed-text = Ό,τι αναβάλλετε μένει εδώ μέχρι την ώρα του ή μέχρι να γράψει η επαφή.
inbox-none-saved = Τίποτα δεν ταιριάζει τώρα
inbox-none-saved-text = Όσες νέες συνομιλίες ταιριάζουν εμφανίζονται μόνες τους.
inbox-none-gone = Αυτή η προβολή δεν υπάρχει πια
inbox-none-gone-text = Διαγράφηκε. Οι συνομιλίες είναι εκεί που ήταν.

row-snoozed-until = Έως { $when }:
row-snoozed-answer = Έως απάντηση:
row-closes = Κλείνει { $when }:
row-back = Ξανά εδώ:

snooze-title = Αναβολή: { $name }
snooze-until = Έως πότε;
snooze-hour = Σε 1 ώρα
snooze-evening = Σήμερα το απόγευμα
snooze-tomorrow = Αύριο το πρωί
snooze-monday = Την επόμενη Δευτέρα
snooze-answer = Μέχρι να γράψει η επαφή
snooze-time = Άλλη ώρα
snooze-hint = Αν η επαφή γράψει νωρίτερα, επιστρέφει αμέσως.
snooze-window-ends = το ελεύθερο κείμενο τελειώνει πριν, { $when }
snooze-window-until = Ελεύθερο κείμενο επιτρέπεται έως { $when }· μετά μόνο πρότυπο.
snooze-do = Αναβολή
snooze-told = Μια συνομιλία που είχατε αναβάλει επέστρεψε.
thread-snooze = Αναβολή…
thread-snooze-hint = Εκτός λίστας έως μια ώρα ή μια απάντηση
thread-unsnooze = Τέλος αναβολής
thread-unsnooze-hint = Αμέσως πίσω στη λίστα
thread-keep-open = Να μείνει ανοιχτή
thread-snoozed-until = Σε αναβολή έως { $when }
thread-snoozed-answer = Σε αναβολή μέχρι να γράψει η επαφή
thread-closes = Κλείνει στις { $when }
flash-snoozed = Σε αναβολή. Επιστρέφει από μόνη της.
field-snooze-far = Το πολύ { $limit } ημέρες από τώρα.

event-snoozed = { $name }: αναβολή έως { $when }
event-snoozed-you = Αναβάλατε τη συνομιλία έως { $when }
event-snoozed-answer = { $name }: αναβολή μέχρι να γράψει η επαφή
event-snoozed-answer-you = Αναβάλατε τη συνομιλία μέχρι να γράψει η επαφή
event-snooze-ended = { $name }: τέλος αναβολής
event-snooze-ended-you = Τερματίσατε την αναβολή
event-came-back-time = Τέλος αναβολής: ήρθε η ώρα της
event-came-back-answer = Τέλος αναβολής: έγραψε η επαφή

views-title = Αποθηκευμένες προβολές
views-lede = Ό,τι είναι σε εξέλιξη, από διάφορες πλευρές. Οι αριθμοί μετρούν έως 999.
views-always = Πάντα εδώ
views-add = Νέα προβολή
views-change = Αλλαγή
views-name = Όνομα
views-holds = Τι περιέχει
views-count = Τώρα
views-own = Μόνο για μένα
views-shared = Για όλους
views-none = Καμία αποθηκευμένη προβολή
views-none-text = Δώστε όνομα σε μια επιλογή αριθμού, ουράς, εκπροσώπου ή ετικέτας και μπαίνει στο μενού της λίστας.
views-form-lede = Ό,τι είναι σε εξέλιξη και ταιριάζει σε όλα αυτά. Οι κλειστές συνομιλίες βρίσκονται με αναζήτηση.
views-number = Αριθμός
views-queue = Ουρά
views-agent = Ποιος την έχει
views-any = Οτιδήποτε
views-any-agent = Οποιοσδήποτε ή κανείς
views-agent-me = Όποιος τη βλέπει
views-agent-nobody = Κανείς
views-tag = Ετικέτα
views-tag-hint = Της συνομιλίας ή της επαφής, γραμμένη όπως είναι εκεί.
views-tag-is = ετικέτα «{ $tag }»
views-waits = Ποιος έχει σειρά
views-waits-yes = Περιμένει η επαφή
views-waits-no = Περιμένουμε την επαφή
views-unread = Μόνο όσες έχουν αδιάβαστα
views-all = Ό,τι είναι σε εξέλιξη
views-up = Πιο πάνω: { $name }
views-down = Πιο κάτω: { $name }
views-remove = Διαγραφή προβολής
views-remove-hint = Οι συνομιλίες μένουν εκεί που είναι.
flash-view-saved = Αποθηκεύτηκε.
flash-view-removed = Διαγράφηκε.
field-views-full = Το πολύ { $limit } προβολές. Διαγράψτε μία που δεν χρησιμοποιείται.

bulk-choose = Επιλέξτε γραμμές
bulk-choose-one = Επιλογή: { $name }
bulk-several = Επιλογή πολλών
bulk-chosen = { $n ->
    [one] # επιλεγμένη
   *[other] # επιλεγμένες
  }
bulk-too-many = Το πολύ { $n } μαζί
bulk-all = Όλες σε αυτή την προβολή, το πολύ { $n }
bulk-leave = Τέλος επιλογής
bulk-assign = Ανάθεση
bulk-to = Σε ποιον;
bulk-me = Εμένα
bulk-tag = Ετικέτα
bulk-tags = Ετικέτες, με κόμμα ανάμεσα
bulk-close-hint = Κλείνουν μετά από 30 δευτερόλεπτα· ως τότε αναιρείται
bulk-undo = Αναίρεση
bulk-undo-until = δυνατή έως { $when }
bulk-done-assign = { $n ->
    [one] Ανατέθηκε 1 συνομιλία.
   *[other] Ανατέθηκαν { $n } συνομιλίες.
  }
bulk-done-tag = { $n ->
    [one] Ετικέτα σε 1 συνομιλία.
   *[other] Ετικέτα σε { $n } συνομιλίες.
  }
bulk-done-snooze = { $n ->
    [one] 1 συνομιλία σε αναβολή.
   *[other] { $n } συνομιλίες σε αναβολή.
  }
bulk-done-close = { $n ->
    [one] 1 συνομιλία κλείνει στις { $when }. Ως τότε δεν ειδοποιείται κανείς.
   *[other] { $n } συνομιλίες κλείνουν στις { $when }. Ως τότε δεν ειδοποιείται κανείς.
  }
bulk-closed = { $n ->
    [one] Έκλεισε 1 συνομιλία.
   *[other] Έκλεισαν { $n } συνομιλίες.
  }
bulk-undone = { $n ->
    [one] 1 συνομιλία είναι όπως πριν.
   *[other] { $n } συνομιλίες είναι όπως πριν.
  }
bulk-left-alone = { $n ->
    [one] 1 δεν άλλαξε
   *[other] { $n } δεν άλλαξαν
  }
bulk-left-as-is = { $n ->
    [one] 1 μένει όπως είναι
   *[other] { $n } μένουν όπως είναι
  }
bulk-kept = στο μεταξύ έγινε κάτι άλλο σε αυτήν
bulk-told = { $n ->
    [one] 1 επαφή ειδοποιήθηκε· αυτό δεν αναιρείται.
   *[other] { $n } επαφές ειδοποιήθηκαν· αυτό δεν αναιρείται.
  }
refusal-none-chosen = Δεν έγινε τίποτα: επιλέξτε από 1 έως 200 συνομιλίες.
refusal-act-incomplete = Δεν έγινε τίποτα: πείτε σε ποιον, με ποιες ετικέτες ή έως πότε.
refusal-undo-late = Ο χρόνος για αναίρεση πέρασε.
field-none-chosen = Επιλέξτε πρώτα συνομιλίες.
field-chosen-many = Το πολύ { $limit } συνομιλίες μαζί.
keys-choose = Επιλογή, ή όχι
keys-undo = Αναίρεση της τελευταίας ενέργειας σε πολλές
field-view-or-filter = Μια προβολή δίνεται ολόκληρη: αφήστε έξω την προβολή ή τα άλλα φίλτρα.

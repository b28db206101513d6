# Ό,τι βρίσκεται γύρω από κάθε σελίδα, οι ώρες, και προτάσεις που δείχνουν περισσότερες σελίδες.

shell-skip = Μετάβαση στο περιεχόμενο
shell-main = Κύριο μενού
shell-settings = Ρυθμίσεις
shell-inbox = Εισερχόμενα
shell-home = Angelia, εισερχόμενα
shell-waiting = { $n ->
    [one] μία σας περιμένει
   *[other] { $n } σας περιμένουν
  }
shell-steps-left = { $n ->
    [one] μένει ένα από τα πρώτα βήματα
   *[other] μένουν { $n } από τα πρώτα βήματα
  }
shell-keys = Πλήκτρα
shell-you = το προφίλ σας, τα πλήκτρα και η αποσύνδεση
shell-you-menu = Εσείς
shell-profile = Το προφίλ και τα πλήκτρα σας
shell-sign-out = Αποσύνδεση
shell-close = Κλείσιμο
shell-back-to-settings = Ρυθμίσεις
shell-copy = Αντιγραφή
shell-copied = Αντιγράφηκε
shell-show = Εμφάνιση
shell-cancel = Άκυρο
shell-save = Αποθήκευση

demo-title = Επίδειξη
demo-clock = Το ρολόι δείχνει
demo-hour = +1 ώρα
demo-almost-day = +23 ώ 55 λ
demo-day = +1 ημέρα
demo-phone = Το κινητό του πελάτη
demo-shifted = Το ρολόι του προγράμματος έχει μετατοπιστεί.

settings-start = Αρχή
settings-first-steps = Πρώτα βήματα
settings-overview = Επισκόπηση
settings-accounts = Λογαριασμοί και αριθμοί
settings-messages = Μηνύματα
settings-templates = Πρότυπα
settings-people = Άνθρωποι
settings-users = Χρήστες
settings-system = Σύστημα
settings-tokens = Κλειδιά API
settings-audit = Ημερολόγιο ενεργειών

keys-title = Πλήκτρα
keys-hint = Τα μονά πλήκτρα δουλεύουν όταν δεν γράφετε. Κλείνουν από το προφίλ σας.
keys-off = Τα μονά πλήκτρα είναι κλειστά από το προφίλ σας.
keys-everywhere = Παντού
keys-this-list = Αυτή η λίστα
keys-search = Αναζήτηση
keys-go-inbox = Εισερχόμενα
keys-leave = Κλείσιμο, ή έξοδος από το πεδίο
keys-list = Στη λίστα
keys-next = Επόμενη συνομιλία
keys-previous = Προηγούμενη συνομιλία
keys-open = Άνοιγμα
keys-thread = Στη συνομιλία
keys-reply = Απάντηση
keys-template = Πρότυπο
keys-writing = Ενώ γράφετε
keys-send = Αποστολή
keys-new-line = Νέα γραμμή

form-problems = { $n ->
    [one] Ένα πεδίο θέλει διόρθωση. Δεν αποθηκεύτηκε τίποτα.
   *[other] { $n } πεδία θέλουν διόρθωση. Δεν αποθηκεύτηκε τίποτα.
  }

error-not-found-title = Δεν υπάρχει εδώ
error-not-found = Σε αυτή τη διεύθυνση δεν υπάρχει κάτι, ή δεν μπορείτε να το δείτε.
error-not-allowed-title = Όχι με τον ρόλο σας
error-not-allowed = Ο ρόλος σας δεν το επιτρέπει. Η διαχείριση μπορεί να το κάνει ή να αλλάξει τον ρόλο σας.
error-refused-title = Δεν έγινε
error-unavailable-title = Όχι αυτή τη στιγμή
error-unavailable = Τα δεδομένα δεν διαβάζονται ή δεν γράφονται τώρα. Δεν άλλαξε τίποτα. Δοκιμάστε ξανά σε λίγα δευτερόλεπτα.
error-broken-title = Δικό μας λάθος
error-broken = Κάτι πήγε στραβά μέσα στο πρόγραμμα. Δεν άλλαξε τίποτα.
error-key = Ένα φυλαγμένο μυστικό δεν διαβάζεται: το αρχείο κλειδιού δεν είναι εκείνο με το οποίο φυλάχτηκε. Η διαχείριση μπορεί να βάλει ξανά το σωστό αρχείο.
error-number = Δώστε στη διαχείριση αυτόν τον αριθμό, βρίσκεται στο αρχείο καταγραφής: { $number }
error-stale-title = Η σελίδα έχει παλιώσει
error-stale = Η σύνδεσή σας άλλαξε από τότε που άνοιξε αυτή η σελίδα. Δεν αποθηκεύτηκε τίποτα. Γυρίστε πίσω, φορτώστε ξανά τη σελίδα και επαναλάβετε.
error-unreadable-title = Δεν έγινε κατανοητό
error-unreadable = Αυτό που στάλθηκε δεν είναι ό,τι δέχεται αυτή η διεύθυνση. Δεν αποθηκεύτηκε τίποτα.
error-too-large = Αυτό που στάλθηκε ξεπερνά τα 64 kB. Δεν αποθηκεύτηκε τίποτα.
error-token = Το αίτημα δεν είχε έγκυρο κλειδί API.
error-back = Πίσω στα εισερχόμενα

flash-saved = Αποθηκεύτηκε. Ισχύει από τώρα.

time-today = Σήμερα
time-yesterday = Χθες
time-yesterday-at = χθες { $clock }
time-tomorrow-at = αύριο { $clock }
time-date = { $day } { $month }
time-weekday-date = { $weekday } { $date }
time-just-now = μόλις τώρα
time-minutes-ago = πριν από { $n } λ
time-hours-ago = πριν από { $n } ώ
time-days-ago = { $n ->
    [one] πριν από μία ημέρα
   *[other] πριν από { $n } ημέρες
  }
time-now = τώρα
time-seconds = { $n } δ
time-minutes = { $n } λ
time-hours = { $n } ώ
time-days = { $n ->
    [one] μία ημέρα
   *[other] { $n } ημέρες
  }
time-left-clock = ακόμη { $clock }
time-left-minutes = { $n ->
    [one] ακόμη 1 λεπτό
   *[other] ακόμη { $n } λεπτά
  }
time-left-hours = { $n ->
    [one] ακόμη 1 ώρα
   *[other] ακόμη { $n } ώρες
  }
time-left-hours-minutes = ακόμη { $hours ->
    [one] 1 ώρα
   *[other] { $hours } ώρες
  } { $minutes ->
    [one] 1 λεπτό
   *[other] { $minutes } λεπτά
  }
time-left-short-minutes = { $n } λ
time-left-short-hours = { $n } ώ
time-weekday-1 = Δευτέρα
time-weekday-2 = Τρίτη
time-weekday-3 = Τετάρτη
time-weekday-4 = Πέμπτη
time-weekday-5 = Παρασκευή
time-weekday-6 = Σάββατο
time-weekday-7 = Κυριακή
time-weekday-short-1 = Δευ
time-weekday-short-2 = Τρί
time-weekday-short-3 = Τετ
time-weekday-short-4 = Πέμ
time-weekday-short-5 = Παρ
time-weekday-short-6 = Σάβ
time-weekday-short-7 = Κυρ
time-month-1 = Ιανουαρίου
time-month-2 = Φεβρουαρίου
time-month-3 = Μαρτίου
time-month-4 = Απριλίου
time-month-5 = Μαΐου
time-month-6 = Ιουνίου
time-month-7 = Ιουλίου
time-month-8 = Αυγούστου
time-month-9 = Σεπτεμβρίου
time-month-10 = Οκτωβρίου
time-month-11 = Νοεμβρίου
time-month-12 = Δεκεμβρίου
time-month-short-1 = Ιαν
time-month-short-2 = Φεβ
time-month-short-3 = Μαρ
time-month-short-4 = Απρ
time-month-short-5 = Μαΐ
time-month-short-6 = Ιουν
time-month-short-7 = Ιουλ
time-month-short-8 = Αυγ
time-month-short-9 = Σεπ
time-month-short-10 = Οκτ
time-month-short-11 = Νοε
time-month-short-12 = Δεκ

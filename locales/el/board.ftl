# Ο πίνακας των εποπτών.
board-title = Πίνακας
board-waiting = { $n ->
    [one] Περιμένει μία συνομιλία
   *[other] Περιμένουν { $n } συνομιλίες
}, η παλαιότερη εδώ και { $oldest }
board-nobody-waits = Κανείς δεν περιμένει απάντηση
board-here = εδώ { $here } από { $all }, { $free ->
    [one] μία ελεύθερη θέση
   *[other] { $free } ελεύθερες θέσεις
}
board-queues = Ουρές
board-empty = Στην ουρά «{ $queue }» δεν δουλεύει κανείς.
board-empty-hint = Ό,τι στέλνουν εκεί οι κανόνες πηγαίνει στην εφεδρική ουρά, ώσπου να μπει κάποιος.
board-add = Προσθήκη εκπροσώπου
board-waits = περιμένει
board-full = γεμάτη
board-nobody-here = κανείς εδώ
board-room = χωράει
board-closed = κλειστή
board-places = { $used } από { $places } θέσεις πιασμένες
board-goal = Στόχος { $span }
board-none = Εδώ δεν περιμένει κανείς.
board-more = Άλλες { $n } στα εισερχόμενα
board-offered = Σε πρόταση: { $name }, έως { $until }
board-waits-pick = Περιμένει ώσπου να γίνει ανάληψη
board-waits-now = Ανατίθεται τώρα
board-waits-no-members = Στην ουρά δεν δουλεύει κανείς
board-waits-kept = Φυλάσσεται για όποιον την είχε
board-waits-kept-for = Φυλάσσεται για: { $name }
board-waits-refused = Την αρνήθηκαν ή την έχασαν όσοι θα μπορούσαν να την πάρουν
board-waits-skills = Κανείς δεν έχει τις δεξιότητες
board-waits-presence = Όσοι θα μπορούσαν να την πάρουν δεν είναι εδώ
board-waits-room = Όσοι είναι εδώ δεν έχουν θέση
board-state-active = Σε συνομιλία
board-state-waiting = Αναμονή για την επαφή
board-state-wrap-up = Σε ολοκλήρωση
board-state-open = Περιμένει
board-assign = Ανάθεση
board-move = Αλλαγή
board-back = Επιστροφή στην ουρά
board-close = Κλείσιμο…
board-close-now = Κλείσιμο τώρα
board-close-hint = Η επαφή δεν ειδοποιείται. Νέο μήνυμα ανοίγει νέα συνομιλία.
board-free = { $n ->
    [one] μία ελεύθερη θέση
   *[other] { $n } ελεύθερες θέσεις
}
board-above = χωρίς θέση: θα έχει { $used } από { $places }
board-agents = Εκπρόσωποι
board-holds-none = Δεν έχει τίποτα ανοιχτό.
flash-board-given = Η ανάθεση έγινε.
flash-board-back = Περιμένει ξανά στην ουρά.
flash-board-closed = Έκλεισε.

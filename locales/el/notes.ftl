# Σημειώσεις: τι λένε οι συνάδελφοι μεταξύ τους μέσα σε ένα ιστορικό.

note-title = Σημείωση σε συναδέλφους
note-short = Σημείωση
note-text = Σημείωση
note-only-us = Το βλέπουν μόνο συνάδελφοι
note-placeholder = Για συναδέλφους: τι πρέπει να ξέρουν
note-hint = @ για αναφορά συναδέλφου · Ctrl Enter για αποθήκευση
note-save = Αποθήκευση σημείωσης
note-who = Σημείωση · { $name }, μόνο για μας
note-you = εσείς
note-edit = Αλλαγή
note-remove = Αφαίρεση
note-removed = Αυτή η σημείωση αφαιρέθηκε.
note-changed = άλλαξε
note-mentioned = Σας αναφέρουν σε σημείωση
note-look = Δείτε τη
keys-note = Σημείωση σε συναδέλφους
field-note-like-an-answer = Μοιάζει με απάντηση, και η επαφή δεν θα τη δει. Αποθηκεύστε ξανά για να μείνει ως σημείωση.
field-text-like-a-note = Μοιάζει με σημείωση σε συναδέλφους, και θα τη δει η επαφή. Στείλτε ξανά, αν αυτό θέλετε.
audit-note-removed = Αφαίρεση σημείωσης

# Μεταβίβαση: σε συνάδελφο ή σε ουρά.

thread-transfer = Μεταβίβαση
thread-transfer-hint = Σε συνάδελφο ή σε άλλη ουρά
transfer-title = Μεταβίβαση: { $name }
transfer-people = Σε συνάδελφο
transfer-queues = Σε ουρά
transfer-nobody = Δεν εργάζεται κανείς άλλος εδώ.
transfer-waiting = { $n ->
    [0] δεν περιμένει κανείς
    [one] περιμένει { $n }
   *[other] περιμένουν { $n }
}
transfer-there = { $n ->
    [0] δεν είναι κανείς εδώ
    [one] { $n } είναι εδώ
   *[other] { $n } είναι εδώ
}
transfer-note = Μια κουβέντα για όποιον την πάρει
transfer-note-hint = Μένει στο ιστορικό ως σημείωση, μόνο για συναδέλφους.
transfer-do = Μεταβίβαση
flash-transferred = Η μεταβίβαση έγινε.
given-told = Σας δόθηκε μια συνομιλία
event-sent-to-queue = { $name }: η συνομιλία πήγε στην ουρά «{ $queue }»
event-sent-to-queue-you = Στείλατε τη συνομιλία στην ουρά «{ $queue }»
field-has-it-already = Ο συνάδελφος αυτός την έχει ήδη.
field-queue-closed = Αυτή η ουρά είναι κλειστή τώρα.
field-waits-there-already = Περιμένει ήδη σε αυτή την ουρά.
admin-field-to = Πού πάει
field-one-of-two = Δώστε ένα από τα δύο, όχι και τα δύο.
transfer-lacks = δεν έχει { $skills }

# Συμβουλή: ερώτηση σε συνάδελφο πλάι σε μια συνομιλία.

consult-do = Μόνο ερώτηση
consult-hint = Με το «Μόνο ερώτηση» η συνομιλία μένει σε εσάς και αρχίζει μια κουβέντα που τη διαβάζετε μόνο οι δυο σας. Ρωτιέται και ουρά: την ερώτηση την έχει όποιος μπει πρώτος.
consult-with = Κουβέντα: { $name }
consult-from = { $name }: ερώτηση προς εσάς
consult-private = Το διαβάζετε μόνο οι δυο σας. Η επαφή όχι.
consult-joined = { $name }: απαντά κι εδώ στην επαφή.
consult-joined-you = Απαντάτε κι εσείς στην επαφή.
consult-say = Πείτε κάτι μεταξύ σας
consult-say-do = Αποστολή
consult-bring-in = Συμμετοχή στην απάντηση
consult-bring-in-hint = Από τότε ο συνάδελφος μπορεί να απαντά κι αυτός στην επαφή.
consult-end = Τέλος κουβέντας
consult-leave = Αποχώρηση
consult-told = Σας ρωτούν για μια συνομιλία
flash-asked = Η ερώτηση έγινε. Η κουβέντα είναι πλάι στη συνομιλία.
event-brought-in = { $name }: από εδώ απαντά και { $guest }
event-brought-in-you = Από εδώ απαντά και { $guest }
event-guest-left-you = Δεν απαντάτε πια εδώ
event-guest-left = { $guest }: δεν απαντά πια εδώ
field-consult-oneself = Επιλέξτε συνάδελφο, όχι τον εαυτό σας.
field-consult-asked-already = Κάποιος άλλος ρωτά ήδη αυτόν τον συνάδελφο.

# Μαζί: ποιος άλλος είναι εδώ, ερώτηση πριν από την αποστολή, μεταβίβαση όλης της δουλειάς.

looking-title = Εδώ τώρα
looking-looks = Διαβάζει: { $name }
looking-watches = Παρακολουθεί, με ρόλο επόπτη: { $name }
looking-notes = Γράφει σημείωση: { $name }
looking-writes = Γράφει: { $name }
looking-ask = Γράφει εδώ αυτή τη στιγμή: { $name }. Στείλτε ξανά, για να φύγει έτσι κι αλλιώς.
looking-row = Τη διαβάζουν και συνάδελφοι
field-colleague-answered = Στο μεταξύ απάντησε συνάδελφος, όπως δείχνει το ιστορικό. Στείλτε ξανά, αν πρέπει να φύγει κι αυτό.
composer-take-word = Σημείωση, αν θέλετε, για: { $name }
thread-give-back = Επιστροφή σε: { $name }
thread-give-back-hint = Είχε τη συνομιλία πριν από εσάς

## Όλη η δουλειά κάποιου
reassign-title = Μεταβίβαση όλης της ανοιχτής δουλειάς: { $name }
reassign-link = Μεταβίβαση όλων…
reassign-block = Ανοιχτή δουλειά
reassign-block-hint = { $n ->
    [one] 1 συνομιλία. Όταν τελειώνει η βάρδια, δώστε τη σε συνάδελφο ή πίσω στην ουρά της.
   *[other] { $n } συνομιλίες. Όταν τελειώνει η βάρδια, δώστε τες σε συνάδελφο ή πίσω στις ουρές τους.
  }
reassign-none = { $name }: τίποτα ανοιχτό.
reassign-active = Σε εξέλιξη
reassign-waiting = Περιμένουν την επαφή
reassign-snoozed = Σε αναβολή
reassign-offered = Σε πρόταση
reassign-wrap-up = Ολοκλήρωση
reassign-wrap-up-closes = κλείνουν τώρα, και αυτό δεν αναιρείται
reassign-to = Πού
reassign-queues = Στην ουρά από όπου ήρθε η καθεμία
reassign-queues-hint = Πηγαίνει εκεί σε όποιον έχει χρόνο
reassign-note = Σημείωση σε καθεμία
reassign-note-hint = Μόνο για συναδέλφους, δεν στέλνεται. Κενό: καμία.
reassign-offline = Από τώρα εκτός: { $name }
reassign-do = { $n ->
    [one] Μεταβίβαση 1 συνομιλίας
   *[other] Μεταβίβαση { $n } συνομιλιών
  }
bulk-done-reassign = { $n ->
    [one] Μεταβιβάστηκε 1 συνομιλία.
   *[other] Μεταβιβάστηκαν { $n } συνομιλίες.
  }
field-reassign-oneself = Η δουλειά δεν πηγαίνει σε όποιον την έχει ήδη.
field-reassign-nothing = Δεν υπάρχει τίποτα να μεταβιβαστεί.
audit-user-reassign = Μεταβίβασε όλη την ανοιχτή δουλειά
audit-bulk-reassign = Μεταβίβασε όλη τη δουλειά κάποιου
audit-bulk-assign = Ανέθεσε πολλές συνομιλίες
audit-bulk-tag = Έβαλε ετικέτες σε πολλές συνομιλίες
audit-bulk-snooze = Έβαλε σε αναβολή πολλές συνομιλίες
audit-bulk-close = Έκλεισε πολλές συνομιλίες
audit-detail-done = έγιναν: { $value }
audit-detail-refused = έμειναν: { $value }

## Ερώτηση σε ουρά
call-to = Ρωτάτε: { $queue }
call-from = { $name } ρωτά ({ $queue }):
call-hint = Δεν μπήκε κανείς ακόμη. Η κουβέντα αρχίζει εδώ με την πρώτη απάντηση.
call-withdraw = Ανάκληση
call-join = Συμμετοχή
call-pass = Όχι για μένα
call-pass-hint = Δεν θα βλέπετε πια την ερώτηση· τη βλέπουν οι υπόλοιποι της ουράς.
call-passed = Όχι για: { $names }.
flash-call-over = Στην ερώτηση μπήκε ήδη συνάδελφος, ή ανακλήθηκε.
field-consult-called-already = Γι’ αυτή τη συνομιλία ρωτήθηκε ήδη μια ουρά. Ανακαλέστε πρώτα εκείνη την ερώτηση.
field-consult-neither = Επιλέξτε μία από τις δύο πλευρές της κουβέντας.
field-user-or-queue = Δώστε χρήστη ή ουρά, όχι και τα δύο.

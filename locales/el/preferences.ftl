# Όσα επιλέγει κάθε χρήστης για τον εαυτό του: πού αρχίζουν τα εισερχόμενα, πώς υπογράφει, τι ακούγεται και πότε έχει ησυχία.

profile-view = Τα εισερχόμενα αρχίζουν με
profile-view-hint = Η λίστα που ανοίγουν το σήμα πάνω αριστερά, η σύνδεση και η εγκατεστημένη εφαρμογή.
profile-view-mine = Δικές μου
profile-view-open = Ανοιχτές: όσες δεν έχει κανείς
profile-view-mentions = Αναφορές σε εσάς
profile-view-all = Όλες
profile-view-closed = Κλειστές
profile-signature = Υπογραφή
profile-signature-hint = Με αυτήν τελειώνουν οι έτοιμες απαντήσεις, τα αυτόματα μηνύματα και τα πρότυπα που έχουν { $placeholder }. Μπορεί να έχει και η ίδια, όπως agent.name μέσα σε διπλά άγκιστρα.
field-signature-itself = Μια υπογραφή δεν μπορεί να περιέχει τον εαυτό της. Βγάλτε το agent.signature.
profile-zone-here = Όπως λέει ο browser: #

alerts-kinds = Για τι σας φωνάζουμε
alerts-offer = Σας προτείνεται συνομιλία
alerts-message = Μια επαφή γράφει σε δική σας συνομιλία
alerts-mention = Σας αναφέρουν σε σημείωση
alerts-given = Σας δίνεται συνομιλία από συνάδελφο
alerts-consult = Σας ρωτούν για μια συνομιλία
alerts-kind = Πότε
alerts-by-sound = Ήχος
alerts-by-notice = Ειδοποίηση
alerts-by-always = Και σε ώρες ησυχίας
alerts-volume = Ένταση
alerts-volume-hint = 0 έως 100. Με το κουμπί την ακούτε πριν την αποθηκεύσετε.
alerts-quiet = Ώρες ησυχίας
alerts-quiet-hint = Στη δική σας ζώνη ώρας. Ούτε ήχος ούτε ειδοποίηση, εκτός από όσα τσεκάρετε στην τελευταία στήλη. Το τέλος μπορεί να είναι την επόμενη μέρα· αφήστε κενά και τα δύο για καμία.
alerts-quiet-from = Ησυχία από
alerts-quiet-to = Ησυχία μέχρι
alerts-quiet-now = Τώρα έχει ησυχία, μέχρι τις { $until }.
alerts-discreet = Διακριτικές ειδοποιήσεις
alerts-discreet-hint = Λένε ότι ήρθε κάτι, όχι από ποιον και τι.
alerts-discreet-told = Κάτι για εσάς στην Angelia
alerts-here = Σε αυτόν τον browser
field-volume = Ακέραιος αριθμός από 0 έως { $limit }.
field-time-of-day = Δεν είναι ώρα. Γράψτε την όπως 22:00.
field-quiet-nothing = Οι δύο ώρες είναι ίδιες: ησυχία ποτέ, ή πάντα; Αλλάξτε τη μία, ή αφήστε κενές και τις δύο.
audit-user-preferences = Αλλαγή προτιμήσεων χρήστη

keys-palette = Τα πάντα, πληκτρολογώντας
keys-go-profile = Προφίλ
keys-go-board = Πίνακας
keys-go-settings = Ρυθμίσεις
palette-title = Κάντε ή ανοίξτε κάτι
palette-placeholder = Ενέργεια, σελίδα, επαφή
palette-actions = Ενέργειες
palette-conversations = Συνομιλίες
palette-presence = Παρουσία
palette-places = Σελίδες
palette-found = Βρέθηκαν: #
palette-none = Τίποτα δεν λέγεται έτσι εδώ. Δοκιμάστε άλλη λέξη, ή μέρος ενός αριθμού.

alerts-may-ask = Να σας φωνάζει η Angelia όταν κοιτάτε αλλού;
alerts-not-now = Όχι τώρα

offline-page-title = Χωρίς σύνδεση
offline-page-text = Η Angelia δεν απαντά: η συσκευή δεν έχει δίκτυο, ή ο διακομιστής λείπει.
offline-page-kept = Όσα στείλατε πριν έφυγαν ή περιμένουν στον διακομιστή· εκεί φυλάγονται και τα πρόχειρα όπως τα γράψατε, ως πριν από ένα δευτερόλεπτο. Σελίδες με στοιχεία πελατών δεν φυλάγονται ποτέ στη συσκευή, γι’ αυτό δεν υπάρχει κάτι να διαβάσετε ώσπου να επιστρέψει η σύνδεση.
offline-page-tries = Γίνεται νέα προσπάθεια από μόνη της, και η σελίδα ανοίγει ό,τι ζητήσατε.
offline-page-again = Ακόμη χωρίς σύνδεση. Γίνεται νέα προσπάθεια από μόνη της.
offline-page-do = Προσπάθεια τώρα
install-description = Τα εισερχόμενα WhatsApp της ομάδας

# Τι βρίσκεται όταν κάποιος αναζητά.
search-said = Μηνύματα και σημειώσεις
search-us = Εμείς
search-note = Σημείωση
search-file = αρχείο
search-offers = Περιορισμός της αναζήτησης
search-count = { $n ->
    [0] Δεν βρέθηκε μήνυμα
    [one] Βρέθηκε { $n } απόσπασμα
   *[other] Βρέθηκαν { $n } αποσπάσματα
  }
search-further = Αναζήτηση πιο πίσω
search-looked = Η αναζήτηση έφτασε ως τις { $day }.
search-unknown-operator = Δεν υπάρχει φίλτρο «{ $name }:», γι’ αυτό μέτρησε ως λέξη. Υπάρχουν τα από:, αριθμός:, εκπρόσωπος:, ετικέτα:, πριν:, μετά: και έχει:αρχείο.
search-no-day = Το «{ $value }» δεν είναι ημέρα, γι’ αυτό δεν μέτρησε. Μια ημέρα γράφεται 26/11/2026 ή 2026-11-26.
search-only-files = Μετά το «έχει:» αναγνωρίζεται μόνο το «αρχείο», γι’ αυτό το «{ $value }» δεν μέτρησε.
search-too-many-words = Μέτρησαν μόνο οι πρώτες δώδεκα λέξεις.
search-too-long = Μια αναζήτηση έχει το πολύ { $limit } χαρακτήρες
search-too-long-text = Κρατήστε τις λίγες λέξεις που έχουν σημασία. Όσα γράψατε είναι ακόμα στο πεδίο.
search-behind-older = Τα παλιότερα μηνύματα ετοιμάζονται ακόμα για αναζήτηση: ως τώρα βρίσκεται το { $percent } %.
search-behind-newer = Τα { $n } νεότερα μηνύματα δεν βρίσκονται ακόμα. Ετοιμάζονται.
search-operator-from = όσα έγραψε αυτή η επαφή
search-operator-number = σε αυτόν τον αριθμό μας
search-operator-agent = όσα έγραψε αυτό το μέλος της ομάδας· «εγώ» για τα δικά σας
search-operator-tag = με αυτή την ετικέτα
search-operator-before = πριν από αυτή την ημέρα
search-operator-after = από αυτή την ημέρα και μετά
search-operator-has = με αρχείο
thread-newer = Νεότερα μηνύματα
thread-jump = Μετάβαση σε ημέρα
thread-jump-go = Μετάβαση
message-link = Αντιγραφή συνδέσμου προς αυτό το μήνυμα
message-link-copied = Ο σύνδεσμος αντιγράφηκε.

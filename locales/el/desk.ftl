# Το γραφείο του εκπροσώπου: τι προτείνεται, ποια είναι η παρουσία, γιατί μια συνομιλία βρίσκεται εδώ.

offer-title = { $name }, για εσάς
offer-waits = περιμένει { $span }
offer-decide = Απαντήστε μέσα σε
offer-accept = Αποδοχή
offer-decline = Άρνηση
offer-more = { $n ->
    [one] και μία ακόμη
   *[other] και { $n } ακόμη
}
offer-why-kept = { $name }: μιλήσατε και την προηγούμενη φορά.
offer-why-method = Είναι η σειρά σας στην ουρά { $queue }.
offer-say = Πρόταση για εσάς: { $name }, { $queue }. Με το πλήκτρο y τη δέχεστε.
offer-missed-taken = Η πρόταση χάθηκε. { $name }: τώρα με { $holder }.
offer-missed-offered = Η πρόταση χάθηκε. { $name }: τώρα προτείνεται αλλού, { $holder }.
offer-missed-waits = Η πρόταση χάθηκε. { $name }: σε αναμονή στην ουρά { $queue }.
offer-missed-away = Η παρουσία σας είναι «Λείπω», ώσπου να διαλέξετε ξανά.
refusal-offer-over = Αυτή η πρόταση έληξε. Ρωτήθηκε ήδη κάποιος άλλος ή την έχει αναλάβει.

presence-yours = η παρουσία σας, ανοίγει για αλλαγή
presence-why = { $presence }, { $why }
presence-by-missed = γιατί χάθηκε μια πρόταση
presence-by-declined = γιατί αρνηθήκατε μια πρόταση
presence-by-connection = γιατί δεν ήταν ανοιχτή καμία σελίδα
presence-load-zero = χωρίς δικές σας θέσεις
presence-load-none = καμία από { $total } θέσεις πιασμένη
presence-load-some = { $used } από { $total } θέσεις πιασμένες
presence-load-all = και οι { $total } θέσεις πιασμένες
presence-load-above = { $used } από { $total } θέσεις πιασμένες, παραπάνω από όσες υπάρχουν
presence-automatic = Αυτόματα
presence-means-automatic = Ακολουθεί τις θέσεις σας: Εδώ, Με δουλειά, Μην ενοχλείτε
presence-means-new = Σας έρχονται νέες συνομιλίες
presence-means-some = Νέες έρχονται μόνο από ορισμένες ροές εργασίας
presence-means-nothing = Δεν σας έρχεται τίποτα νέο
presence-means-seen = Τη βλέπουν οι συνεργάτες· συνομιλίες αναλαμβάνετε εσείς
presence-means-as = Όπως «{ $presence }»: { $means }

composer-offered = { $name }: προτείνεται σε εσάς.
composer-offered-text = Με αποδοχή έως { $until } γίνεται δική σας.
composer-offered-other = { $name }: προτείνεται αλλού, { $holder }.
composer-offered-other-text = Έως { $until } αναμένεται απάντηση ({ $holder }). Με ανάληψη γίνεται δική σας.
inbox-offered-you = Πρόταση για εσάς:
inbox-offered = Προτείνεται:
thread-offered-you = Πρόταση για εσάς
thread-offered = Πρόταση: { $name }
thread-waits = Περιμένετε την επαφή
thread-end-hint = Ακολουθούν οι εκκρεμότητες· κλείνει όταν το πείτε
thread-wait = Σε αναμονή
thread-wait-hint = Δεν πιάνει θέση· επιστρέφει όταν γράψει η επαφή
thread-close = Άμεσο κλείσιμο
thread-close-hint = Χωρίς εκκρεμότητες· το επόμενο μήνυμα αρχίζει νέα

why-here = Γιατί εδώ;
why-queue = Ουρά
why-hours = Ωράριο
why-priority = Προτεραιότητα
why-needs = Χρειάζεται
why-steps = { $n ->
    [one] Το μοναδικό βήμα
   *[other] Και τα { $n } βήματα
}
why-looked-at = Εξετάστηκαν { $n }

keys-accept = Αποδοχή πρότασης
keys-accept-typing = Το ίδιο ενώ γράφετε
keys-decline = Άρνηση πρότασης
keys-wait = Σε αναμονή

alerts-title = Ήχοι και ειδοποιήσεις
alerts-hint = Ισχύουν μόνο εδώ: ένας κοινός υπολογιστής μπορεί να μένει σιωπηλός.
alerts-sound = Να ακούγονται ήχοι εδώ
alerts-sound-hint = Δύο σύντομες νότες, μία φορά για καθετί.
alerts-try = Δοκιμή του ήχου
alerts-ask = Να επιτρέπονται ειδοποιήσεις
alerts-on = Ειδοποιήσεις εμφανίζονται εδώ όσο δεν φαίνεται καμία σελίδα της Angelia.
alerts-off = Το πρόγραμμα περιήγησης δεν δείχνει ειδοποιήσεις από εδώ. Αλλάζει στις ρυθμίσεις του για αυτή τη σελίδα.
offers-label = Προτάσεις προς εσάς

# Τα πρότυπα στις ρυθμίσεις.

templates-lede = Τι μπορεί να σταλεί όταν ένα παράθυρο έχει κλείσει. Το WhatsApp εγκρίνει το καθένα, σε κάθε γλώσσα.
templates-read = Ανάγνωση από το Twilio
templates-read-total = { $n ->
    [one] Διαβάστηκε ένα πρότυπο.
   *[other] Διαβάστηκαν { $n } πρότυπα.
  }
templates-read-counts = Νέα: { $added }. Άλλαξαν: { $changed }. Έφυγαν: { $gone }.
templates-no-account = Τα πρότυπα ανήκουν σε έναν λογαριασμό Twilio. Συνδέστε πρώτα έναν.
templates-none-title = Κανένα πρότυπο ακόμη
templates-none = Χρειάζεται ένα για να γράψετε πρώτοι, ή μετά από 24 ώρες. Γράψτε το στην κονσόλα του Twilio (Content Template Builder), υποβάλετέ το στο WhatsApp και διαβάστε το εδώ.
templates-none-approved = Κανένα δεν έχει εγκριθεί, οπότε μετά από 24 ώρες δεν γίνεται να γράψετε σε κανέναν. Υποβάλετε ένα στο WhatsApp από την κονσόλα του Twilio· την απάντηση τη βλέπουμε μόνοι μας.
templates-search = Αναζήτηση προτύπων
templates-search-hint = Όνομα ή κείμενο
templates-state = Κατάσταση
templates-every-state = Κάθε κατάσταση
templates-language = Γλώσσα
templates-every-language = Κάθε γλώσσα
templates-show = Εμφάνιση
templates-show-all = Όλα
templates-nothing-title = Κανένα τέτοιο πρότυπο
templates-nothing = Αφαιρέστε ένα φίλτρο ή ψάξτε ένα κομμάτι της λέξης.
templates-of = Πρότυπα: { $name }
templates-synced = Ανάγνωση { $when }
templates-never-synced = Δεν έχουν διαβαστεί ακόμη
templates-col-template = Πρότυπο
templates-variables = Μεταβλητές
templates-no-variables = καμία
templates-kind = Είδος
templates-changed = Τελευταία αλλαγή
templates-with-samples = Με τις τιμές του δείγματος
templates-rejected = Το WhatsApp λέει: { $reason }
templates-rejected-help = Ένα κείμενο που απορρίφθηκε δεν διορθώνεται. Αντιγράψτε το σε νέο στην κονσόλα του Twilio, διορθώστε το και υποβάλετε εκείνο.
templates-state-unsubmitted = πρόχειρο
templates-state-received = παρελήφθη
templates-state-pending = περιμένει
templates-state-approved = εγκεκριμένο
templates-state-rejected = απορρίφθηκε
templates-state-paused = σε παύση
templates-state-disabled = αποκλείστηκε
templates-state-deleted = έφυγε από το Twilio
templates-help-unsubmitted = Δεν υποβλήθηκε ποτέ στο WhatsApp. Στέλνεται μόνο μέσα στις 24 ώρες.
templates-help-received = Υποβλήθηκε. Το WhatsApp δεν το έχει δει ακόμη· κοιτάζουμε ξανά κάθε λίγα λεπτά.
templates-help-pending = Το WhatsApp το εξετάζει· κοιτάζουμε ξανά κάθε λίγα λεπτά.
templates-help-approved = Μπορεί να σταλεί οποτεδήποτε.
templates-help-rejected = Το WhatsApp το απέρριψε χωρίς αιτία. Γράψτε ένα νέο.
templates-help-paused = Το WhatsApp το σταμάτησε για λίγο, μετά από παράπονα. Δεν στέλνεται ώσπου να επανέλθει μόνο του.
templates-help-disabled = Το WhatsApp το σταμάτησε οριστικά. Γράψτε ένα νέο.
templates-help-deleted = Δεν υπάρχει πια στο Twilio και δεν στέλνεται. Μένει εδώ επειδή το αναφέρουν μηνύματα.
templates-category-utility = Χρηστικό
templates-category-marketing = Προωθητικό
templates-category-authentication = Ταυτοποίηση
templates-category-other = Άλλο

refusal-templates-refused = Το Twilio δεν δίνει τα πρότυπα αυτού του λογαριασμού. Δεν άλλαξε τίποτα. Δείτε αν ο λογαριασμός ή το κλειδί του επιτρέπεται να χρησιμοποιεί το Content API.
refusal-templates-no-answer = Το Twilio δεν απάντησε. Τα πρότυπα είναι όπως ήταν· δοκιμάστε ξανά σε ένα λεπτό.
refusal-templates-no-account = Κανένας λογαριασμός δεν είναι σε χρήση, οπότε δεν υπάρχει τίποτα να διαβαστεί.

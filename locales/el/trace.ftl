# Γιατί μια συνομιλία βρίσκεται εκεί που βρίσκεται: μία πρόταση για κάθε βήμα και δίπλα όσοι και όσα εξετάστηκαν.

trace-step-classified = { $n ->
    [one] Εξετάστηκε ένας κανόνας που λέει τι είναι. { $set }
   *[other] Εξετάστηκαν { $n } κανόνες που λένε τι είναι. { $set }
}
trace-set-nothing = Δεν ταίριαξε κανένας.
trace-set = Ορίστηκαν: { $what }.
trace-set-skill = { $skill } από επίπεδο { $level }
trace-set-priority = προτεραιότητα { $priority }
trace-set-tag = ετικέτα «{ $tag }»
trace-rule-matched = «{ $rule }»: ταιριάζει.
trace-rule-not-matched = «{ $rule }»: δεν ταιριάζει, δεν ισχύει η συνθήκη { $at }.
trace-rule-none = «{ $rule }»: δεν ταιριάζει, δεν ισχύει καμία συνθήκη.
trace-rule-not-read = «{ $rule }»: δεν εξετάστηκε, είχε ταιριάξει προηγούμενος κανόνας.
trace-rule-off = «{ $rule }»: ανενεργός κανόνας.
trace-to-rule = Ο κανόνας «{ $rule }» την έστειλε στην ουρά { $queue }.
trace-to-no-rule = Κανένας κανόνας δεν διάλεξε ουρά, οπότε πήγε στην εφεδρική: { $queue }.
trace-to-none-left = Καμία από τις ουρές που διάλεξαν οι κανόνες δεν μπορούσε να τη δεχτεί, οπότε πήγε στην εφεδρική: { $queue }.
trace-to-overflow = Η υπερχείλιση άλλης ουράς οδηγεί στην ουρά { $queue }, οπότε πήγε εκεί.
trace-to-anyway = Η ουρά { $queue } υπερχειλίζει, αλλά τη δέχεται.
trace-to-person = { $actor }: μεταφορά στην ουρά { $queue }.
trace-end = Έληξε, και η επαφή έμαθε γιατί: { $cause }.
trace-cause-out-of-hours = η ουρά { $queue } είναι κλειστή
trace-cause-too-many = στην ουρά { $queue } περιμένουν πάρα πολλές
trace-cause-too-long = περίμενε πάρα πολύ στην ουρά { $queue }
trace-cause-no-members = στην ουρά { $queue } δεν δουλεύει κανείς
trace-cause-gone = η ουρά { $queue } δεν υπάρχει πια
trace-passed = Παρακάμφθηκε: { $cause }.
trace-got-method = Επιλογή: { $name }, από όσους ταιριάζουν έχει σειρά στην ουρά { $queue }.
trace-got-kept = Επιλογή: { $name }, γιατί είχε πριν τη συνομιλία με την επαφή.
trace-got-picked = { $name }: ανάληψη.
trace-got-given = { $actor }: ανάθεση προς { $name }.
trace-above = Ξεπερνά τη χωρητικότητα κατά { $units ->
    [one] μία μονάδα
   *[other] { $units } μονάδες
} ({ $name }).
trace-nobody-no-members = Περιμένει στην ουρά { $queue }: δεν δουλεύει κανείς σε αυτήν.
trace-nobody-kept = Περιμένει στην ουρά { $queue }: φυλάσσεται για όποιον την είχε.
trace-nobody-refused = Περιμένει στην ουρά { $queue }: όσοι θα μπορούσαν να την πάρουν την αρνήθηκαν ή την έχασαν πολλές φορές.
trace-nobody-skills = Περιμένει στην ουρά { $queue }: κανείς δεν έχει τις δεξιότητες που χρειάζονται.
trace-nobody-presence = Περιμένει στην ουρά { $queue }: όσοι θα μπορούσαν να την πάρουν δεν είναι εδώ.
trace-nobody-room = Περιμένει στην ουρά { $queue }: όσοι είναι εδώ δεν έχουν ελεύθερη θέση.
trace-fits = { $name }: ταιριάζει.
trace-not-kept = { $name }: όχι, φυλάσσεται για { $other }.
trace-not-refused = { $name }: όχι, άρνηση ή χαμένη πρόταση { $n ->
    [one] μία φορά
   *[other] { $n } φορές
}.
trace-not-skills = { $name }: όχι, λείπουν δεξιότητες: { $skills }.
trace-lack = { $skill } (χρειάζεται επίπεδο { $needed })
trace-lack-has = { $skill } (χρειάζεται επίπεδο { $needed }, υπάρχει { $has })
trace-not-presence = { $name }: όχι, παρουσία «{ $presence }».
trace-not-room = { $name }: όχι, δεν χωρά: ελεύθερες { $free }, χρειάζονται { $needed }.
trace-offered = Πρόταση προς { $name } έως { $until }.
trace-answer-accepted = { $name }: αποδοχή.
trace-answer-declined = { $name }: άρνηση, { $n }η φορά.
trace-answer-timed-out = { $name }: καμία απάντηση στον χρόνο της πρότασης, { $n }η φορά.
trace-answer-withdrawn = Η πρόταση προς { $name } αποσύρθηκε.
trace-kept = Φυλάσσεται για { $name } έως { $until }, έπειτα πηγαίνει σε όποιον ταιριάζει.
trace-step-released = { $name }: επιστροφή στην ουρά.
trace-step-closed = Έκλεισε: { $reason }.
trace-reason-person = την έκλεισε κάποιος
trace-reason-inactivity = δεν ειπώθηκε τίποτα για πολύ καιρό
trace-reason-forced = την τερμάτισε επόπτης
trace-reason-merged = δύο επαφές ήταν μία
trace-reason-overflow = η ουρά της δεν μπορούσε να τη δεχτεί
trace-reason-wrap-up = τελείωσε ο χρόνος για τα διαδικαστικά
trace-left-waiting = { $actor }: αναμονή για την επαφή.

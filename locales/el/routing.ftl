# What is wrong with the settings of routing, said beside the field.
field-hours-end-before-begin = Το { $from }–{ $to } τελειώνει πριν αρχίσει. Για ωράριο μετά τα μεσάνυχτα γράψτε δύο διαστήματα: ένα έως 24:00, ένα από 00:00.
field-hours-overlap = Το { $from }–{ $to } πέφτει πάνω σε άλλο διάστημα της ίδιας ημέρας. Ενώστε τα, ή μετακινήστε το ένα.
field-holiday-end-before-begin = Η αργία «{ $name }» τελειώνει πριν αρχίσει. Αλλάξτε μία από τις ημερομηνίες της.
field-holiday-too-long = Η αργία «{ $name }» ξεπερνά τις { $limit } ημέρες. Μήπως μια ημερομηνία είναι λάθος;
field-ics-too-large = Το ημερολόγιο ξεπερνά τα { $limit } KiB. Φέρτε ένα αρχείο μόνο με τις αργίες.
field-ics-encoding = Το ημερολόγιο δεν είναι σε UTF-8. Εξαγάγετέ το ξανά ως .ics.
field-ics-no-calendar = Αυτό δεν είναι αρχείο ημερολογίου. Εξαγάγετε τις αργίες ως .ics και φέρτε εκείνο.
field-ics-too-many = Το ημερολόγιο έχει πάνω από { $limit } συμβάντα. Φέρτε ένα αρχείο μόνο με τις αργίες.
field-overflow-without-hours = Η ουρά είναι πάντα ανοιχτή. Ορίστε πρώτα το ωράριό της.
field-overflow-wait = Από 1 λεπτό έως 2 ημέρες.
field-overflow-circle = Η υπερχείλιση θα γύριζε σε κύκλο: { $way }. Διαλέξτε άλλη ουρά για μία από αυτές.
field-queue-empty = Κανείς δεν δουλεύει σε αυτή την ουρά. Προσθέστε μέλη, ή διαλέξτε άλλη.
field-offer-seconds = Από 30 έως { $limit } δευτερόλεπτα.
field-phone-prefix = Το «{ $value }» δεν είναι αρχή αριθμού. Γράψτε + και ψηφία, όπως +30.
field-pattern-broken = Το μοτίβο δεν διαβάζεται: { $reason }
field-pattern-heavy = Το μοτίβο θα έπιανε πάρα πολλή μνήμη. Μειώστε τις επαναλήψεις του.
field-rule-sets-nothing = Ο κανόνας δεν ορίζει τίποτα. Διαλέξτε τουλάχιστον ένα που θα ορίζει.

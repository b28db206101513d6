# Τι έγινε με μια συνομιλία.

workstreams-tab-outcomes = Εκβάσεις
outcomes-title = Έκβαση
outcomes-none = Δεν έχει ειπωθεί ακόμη.
outcomes-add = Τι έγινε με αυτήν
outcomes-change = Αλλαγή
outcomes-hint = { $n ->
    [one] Το πολύ μία.
   *[other] Έως { $n }.
}
outcomes-hint-required = { $n ->
    [one] Χρειάζεται μία.
   *[other] Τουλάχιστον μία, έως { $n }.
}

end-title = Τέλος της συνομιλίας: { $name }
end-what = Τι έγινε με αυτήν;

outcomes-lede = Στο τέλος κάθε συνομιλίας λέγεται τι έγινε με αυτήν: πώληση, παράπονο, τίποτα. Χωρίς λίστα δεν γίνεται η ερώτηση.
outcomes-list = Τι μπορεί να γίνει με μια συνομιλία
outcomes-list-hint = Με αυτή τη σειρά. Όσες έχουν την ίδια κατηγορία στέκονται μαζί. Μια γραμμή χωρίς όνομα φεύγει· οι συνομιλίες που την έχουν την κρατούν.
outcomes-name = Έκβαση { $n }
outcomes-name-example = Πώληση
outcomes-category = Κατηγορία της έκβασης { $n }
outcomes-category-example = Κατηγορία, αν υπάρχει
outcomes-up = Η έκβαση { $n } μία θέση πιο πάνω
outcomes-max-hint = Πόσες μπορεί να έχει μια συνομιλία: 1 έως { $max }.
outcomes-required = Καμία συνομιλία δεν τελειώνει χωρίς έκβαση
outcomes-required-hint = Η ερώτηση γίνεται σε όποιον έχει τη συνομιλία, στο Τέλος και στο Κλείσιμο. Ό,τι κλείνει μόνο του ή φεύγει από τα χέρια κάποιου δεν ρωτά.
admin-field-outcomes = Εκβάσεις
admin-field-max = Το πολύ

field-outcome-twice = Το «{ $name }» υπάρχει δύο φορές.
field-outcome-none = Για να χρειάζεται έκβαση, προσθέστε μία.
field-outcome-missing = Πείτε τι έγινε με αυτήν: μία από τη λίστα.

side-tags-own = Ετικέτες της συνομιλίας

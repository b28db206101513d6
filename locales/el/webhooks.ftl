# Εξερχόμενα webhooks: προγράμματα που μαθαίνουν τι γίνεται εδώ.

settings-webhooks = Εξερχόμενα webhooks
admin-field-events = Τι μαθαίνει
admin-field-since = Έγιναν από

webhooks-lede = Η Angelia λέει αμέσως σε άλλα προγράμματα τι γίνεται εδώ: σε ένα ηλεκτρονικό κατάστημα, ένα CRM, μια δική σας λίστα. Για κάθε συμβάν στέλνει ένα σύντομο κείμενο σε μια διεύθυνση που δίνετε.
webhooks-add = Προσθήκη webhook
webhooks-none = Κανένα webhook ακόμη
webhooks-none-hint = Χρειάζεται μόνο αν ένα άλλο πρόγραμμα πρέπει να μαθαίνει τι γίνεται εδώ. Πρέπει να έχει γι’ αυτό μια διεύθυνση στο διαδίκτυο. Συνήθως λέγεται «webhook URL».
webhooks-state = Κατάσταση
webhooks-last = Τελευταία παράδοση
webhooks-never = τίποτα ακόμη
webhooks-waits = αναμονή από { $when }
webhooks-full = Υπάρχουν { $n } και δεν χωρούν άλλα. Διαγράψτε πρώτα ένα, ή βάλτε ένα πρόγραμμα να τα μοιράζει.

webhook-state-on = σε λειτουργία
webhook-state-off = εκτός λειτουργίας
webhook-state-failing = δεν απαντά
webhook-state-paused = έκλεισε μόνο του

webhook-add-lede = Το άλλο πρόγραμμα σας δίνει μια διεύθυνση. Εδώ ορίζετε τι θα μαθαίνει.
webhook-answered = Τελευταία παράδοση: { $when }.
webhook-answered-never = Δεν έχει παραδοθεί τίποτα ακόμη.
webhook-name-hint = Για να το ξεχωρίζετε, π.χ. «CRM».
webhook-url-hint = Εκεί στέλνουμε. Αρχίζει με https://.
webhook-private = Σε αυτή τη διεύθυνση πηγαίνουν τα κείμενα των μηνυμάτων, τα ονόματα και οι αριθμοί των επαφών. Δώστε τη μόνο σε πρόγραμμα που επιτρέπεται να τα ξέρει.
webhook-make = Προσθήκη webhook
webhook-secret-made = Το μυστικό αυτού του webhook
webhook-secret-once = Δώστε το τώρα στο άλλο πρόγραμμα: με αυτό ελέγχει ότι όσα φτάνουν είναι από εδώ. Φαίνεται μόνο τώρα.

webhook-event-conversation-created = Αρχίζει μια συνομιλία
webhook-event-conversation-created-hint = Με την ουρά στην οποία περιμένει, αν έχει μπει σε κάποια. Ένα μαζικό μήνυμα δεν αρχίζει καμία.
webhook-event-conversation-assigned = Κάποιος έχει πια μια συνομιλία
webhook-event-conversation-assigned-hint = Με ανάληψη, αποδοχή ή ανάθεση. Όχι όσο είναι απλώς πρόταση.
webhook-event-conversation-closed = Κλείνει μια συνομιλία
webhook-event-conversation-closed-hint = Με τον λόγο.
webhook-event-message-in = Γράφει μια επαφή
webhook-event-message-in-hint = Με το κείμενο.
webhook-event-message-files = Τα αρχεία ενός μηνύματος είναι εδώ
webhook-event-message-files-hint = Ή δεν θα έρθουν. Όταν φτάνει ένα μήνυμα με αρχεία, εκείνα κατεβαίνουν ακόμη.
webhook-event-message-out = Γράφουμε εμείς
webhook-event-message-out-hint = Άνθρωποι, bot, αυτόματα και μαζικά μηνύματα, τη στιγμή που μπαίνουν για αποστολή.
webhook-event-message-status = Τι απέγινε ένα μήνυμά μας
webhook-event-message-status-hint = Στάλθηκε, παραδόθηκε, διαβάστηκε, ή δεν παραδόθηκε και γιατί. Πολλά για κάθε μήνυμα.
webhook-event-survey-answered = Μια επαφή απαντά σε έρευνα
webhook-event-survey-answered-hint = Ξανά, όταν αλλάζει η απάντηση ή προστίθεται σχόλιο.
webhook-event-test = Δοκιμή

webhook-try = Δοκιμή
webhook-try-hint = Στέλνει αμέσως ένα δοκιμαστικό συμβάν και δείχνει τι απαντήθηκε. Γίνεται και όσο το webhook είναι εκτός λειτουργίας.
webhook-test = Αποστολή δοκιμαστικού συμβάντος
webhook-test-fine = Το άλλο πρόγραμμα το πήρε. Λειτουργεί.
webhook-test-failed = Το άλλο πρόγραμμα δεν το πήρε.

webhook-paused = Έκλεισε μόνο του, { $when }
webhook-paused-failing = Για τρεις μέρες δεν μπόρεσε να παραδοθεί τίποτα.
webhook-paused-gone = Το άλλο πρόγραμμα απάντησε 410: δεν υπάρχει πια κανείς εκεί.
webhook-paused-then = Όσα περιμένουν φυλάσσονται 14 μέρες και φεύγουν μόλις το ενεργοποιήσετε. Όσα έγιναν από τότε δεν σημειώθηκαν γι’ αυτό.
webhook-switch-on-again = Επανενεργοποίηση
webhook-failing = { $n ->
    [one] Η τελευταία κλήση απέτυχε, { $when }.
   *[other] Οι τελευταίες { $n } κλήσεις απέτυχαν, η πρώτη { $when }.
  }
webhook-failing-then = Καλείται ξανά από μόνο του. Μετά από τρεις μέρες κλείνει.
webhook-switch-off = Απενεργοποίηση
webhook-switch-off-hint = Όσο είναι εκτός λειτουργίας δεν μαθαίνει τίποτα. Όσα περιμένουν μένουν ώσπου να το ενεργοποιήσετε.
webhook-switch-on = Ενεργοποίηση
webhook-switch-on-hint = Μαθαίνει ό,τι γίνεται από εδώ και πέρα, και όσα ακόμη περιμένουν.
webhook-new-secret = Το μυστικό
webhook-new-secret-ask = Νέο μυστικό…
webhook-new-secret-hint = Το νέο ισχύει από την επόμενη κλήση. Για μία μέρα υπογράφει και το προηγούμενο, ώστε να μην απορριφθεί τίποτα ώσπου να δώσετε το νέο στο άλλο πρόγραμμα.
webhook-new-secret-at-once = Το προηγούμενο παύει αμέσως
webhook-new-secret-at-once-hint = Για μυστικό που το ξέρει και κάποιος άλλος. Ό,τι απορριφθεί στο μεταξύ στέλνεται ξανά.
webhook-former-secret = Το προηγούμενο μυστικό υπογράφει κι αυτό έως { $when }.
webhook-new-secret-now = Δημιουργία νέου μυστικού
webhook-delete = Διαγραφή
webhook-delete-ask = Διαγραφή αυτού του webhook…
webhook-delete-hint = Δεν μαθαίνει πια τίποτα, και όσα περιμένουν χάνονται.
webhook-delete-now = Διαγραφή του webhook

webhook-how = Τι πρέπει να κάνει το άλλο πρόγραμμα
webhook-how-post = Κάθε συμβάν είναι ένα POST με JSON. Συνομιλίες, μηνύματα και έρευνες έχουν τη μορφή του API.
webhook-how-answer = Να απαντά 200 (οποιοδήποτε 2xx) μέσα σε δέκα δευτερόλεπτα και να το επεξεργάζεται μετά. Το 410 λέει ότι δεν υπάρχει πια κανείς εκεί.
webhook-how-again = Χωρίς 2xx καλείται ξανά μετά από 10 δευτερόλεπτα, ένα λεπτό, 5 λεπτά, μισή ώρα, και ύστερα όλο και πιο αραιά για τρεις μέρες, ή αργότερα αν η απάντηση έχει Retry-After σε δευτερόλεπτα. Έτσι ένα συμβάν μπορεί να έρθει δύο φορές: τότε έχει το ίδιο id.
webhook-how-order = Μέσα σε μια συνομιλία τα συμβάντα έρχονται με τη σειρά τους. Όποιο αποτυγχάνει για μισή ώρα δεν κρατά πια τα επόμενα. Ανάμεσα σε συνομιλίες δεν υπάρχει σειρά. Το occurred_at λέει πότε έγινε.
webhook-how-signed = Το Angelia-Signature είναι v1= και το HMAC-SHA256 του Angelia-Timestamp, μιας τελείας και του σώματος, με το μυστικό· για μία μέρα μετά από νέο μυστικό υπάρχουν δύο υπογραφές με κόμμα ανάμεσα, και αρκεί να ταιριάζει η μία. Να απορρίπτει ό,τι δεν ταιριάζει και ό,τι υπογράφτηκε πριν από περισσότερα από πέντε λεπτά. Όλα περιγράφονται στο
webhook-sample = Πώς είναι ένα σώμα

webhook-deliveries = Παραδόσεις
webhook-deliveries-of = Παραδόσεις προς { $name }
webhook-deliveries-lede = Τι έμαθε αυτό το webhook τις τελευταίες 14 μέρες, τα νεότερα πρώτα.
webhook-filter = Ποιες
webhook-filter-all = Όλες
webhook-filter-waiting = Σε αναμονή
webhook-filter-delivered = Παραδόθηκαν
webhook-filter-failed = Απέτυχαν
webhook-outcome-waiting = περιμένει
webhook-outcome-delivered = παραδόθηκε
webhook-outcome-failed = απέτυχε
webhook-what = Συμβάν
webhook-about = Αφορά
webhook-outcome = Αποτέλεσμα
webhook-answer = Απάντηση
webhook-no-answer-yet = δεν έχει κληθεί ακόμη
webhook-conversation = Συνομιλία { $id }
webhook-attempts = { $n ->
    [0] καμία κλήση ακόμη
    [one] μία κλήση
   *[other] { $n } κλήσεις
  }
webhook-next = · ξανά { $when }
webhook-last-call = · τελευταία { $when }
webhook-none = Τίποτα ακόμη
webhook-none-hint = Ό,τι γίνεται από εδώ και πέρα εμφανίζεται εδώ.
webhook-none-such = Δεν υπάρχει καμία τέτοια.
webhook-waits-until-on = Το webhook είναι εκτός λειτουργίας. Όσα περιμένουν φεύγουν μόλις ενεργοποιηθεί.
webhook-again-all = Νέα αποστολή όσων απέτυχαν
webhook-again-all-hint = Ό,τι απέτυχε και έγινε από τότε και μετά καλείται άλλη μία φορά, όπως ήταν, για έως τρεις μέρες.
webhook-again-all-now = Νέα αποστολή
webhook-sent-again = { $n ->
    [0] Από τότε δεν απέτυχε τίποτα.
    [one] Μία παράδοση στέλνεται ξανά.
   *[other] { $n } παραδόσεις στέλνονται ξανά.
  }
webhook-zone = Στη ζώνη ώρας σας, { $zone }.
webhook-for = Προς { $name }
webhook-happened = Έγινε
webhook-called = Κλήσεις
webhook-event-id = Id του συμβάντος
webhook-again = Νέα αποστολή
webhook-again-hint = Με το ίδιο id και κείμενο.
webhook-headers = Κεφαλίδες
webhook-headers-hint = Όπως στην τελευταία κλήση. Μετά από νέο μυστικό, η υπογραφή εδώ είναι με εκείνο.
webhook-headers-none = Δεν έχει κληθεί ακόμη.
webhook-body = Σώμα
webhook-body-hint = Εδώ με αλλαγές γραμμής. Η υπογραφή αφορά το σώμα όπως στέλνεται, χωρίς αυτές.

webhook-banner = Το webhook { $name } έκλεισε μόνο του: δεν μαθαίνει τίποτα.
webhook-banner-look = Δείτε το

flash-webhook-on = Είναι σε λειτουργία.
flash-webhook-off = Είναι εκτός λειτουργίας.
flash-webhook-deleted = Το webhook διαγράφηκε.
flash-webhook-again = Στέλνεται ξανά.

field-webhook-event = Το «{ $event }» δεν είναι συμβάν που μπορεί να επιλεγεί.
field-webhook-events = Επιλέξτε τουλάχιστον ένα συμβάν.
field-webhook-since = Δεν είναι ώρα. Γράψτε την ως 2026-11-26T09:30.
field-webhooks-full = Μπορεί να υπάρχουν { $limit } webhooks. Διαγράψτε πρώτα ένα.

audit-outgoing-webhook-created = Προσθήκη webhook
audit-outgoing-webhook-changed = Αλλαγή webhook
audit-outgoing-webhook-new-secret = Νέο μυστικό ενός webhook
audit-outgoing-webhook-deleted = Διαγραφή webhook
audit-outgoing-webhook-tried = Δοκιμή webhook
audit-outgoing-webhook-paused = Το webhook έκλεισε μόνο του
audit-outgoing-webhook-sent-again = Νέα αποστολή συμβάντων σε webhook
audit-detail-url = διεύθυνση { $value }
audit-detail-events = μαθαίνει { $value }
audit-detail-event = συμβάν { $value }
audit-detail-active = σε λειτουργία: { $value }
audit-detail-reason = επειδή { $value }
audit-detail-since = από { $value }
audit-word-failing = απέτυχε για τρεις μέρες
audit-word-gone = απάντησε 410

# Έρευνες: τι ρωτάμε όταν τελειώνει μια συνομιλία, και τι απάντησαν.
settings-surveys = Έρευνες
audit-survey-changed = Αλλαγή έρευνας
audit-detail-after = μετά από { $value }
audit-detail-kind = είδος { $value }
audit-detail-way = τρόπος { $value }
audit-detail-comment = σχόλιο { $value }
audit-detail-template-variable = σύνδεσμος στο { $value }
audit-detail-same = όπως μετά από εκπροσώπους
admin-field-template-id = Πρότυπο
admin-field-template-variable = Μεταβλητή για τον σύνδεσμο
admin-field-score = Η απάντησή σας
field-survey-score = Επιλέξτε κάτι.
field-survey-variable = Το πρότυπο δεν έχει τέτοια μεταβλητή. Επιλέξτε εκείνη όπου μπαίνει ο σύνδεσμος.

survey-settings = Έρευνα
survey-settings-lede = Τι ρωτάμε τις επαφές όταν τελειώνει μια συνομιλία.
survey-results = Αποτελέσματα
survey-after-person = Μετά από συνομιλίες με εκπροσώπους
survey-after-bot = Μετά από συνομιλίες μόνο με το bot
survey-same = Όπως μετά από συνομιλίες με εκπροσώπους
survey-same-hint = Τότε δεν ισχύουν όσα επιλέγονται παρακάτω.
survey-on = Ερώτηση στο τέλος
survey-on-hint = Μία φορά για κάθε συνομιλία που απαντήθηκε, το πολύ μία την ημέρα για κάθε επαφή.
survey-kind = Τι ρωτάμε
survey-kind-stars = Αστέρια
survey-kind-stars-hint = 1 έως 5: πόσο ικανοποιημένοι είναι.
survey-kind-nps = Σύσταση
survey-kind-nps-hint = 0 έως 10: αν θα σας σύστηναν. Αποτέλεσμα ο δείκτης NPS, −100 έως +100.
survey-kind-thumbs = Αντίχειρας
survey-kind-thumbs-hint = Καλά ή όχι. Αποτέλεσμα το ποσοστό των καλών.
survey-way = Πώς, μέσα στις 24 ώρες από το τελευταίο μήνυμα
survey-way-chat = Μέσα στη συνομιλία
survey-way-chat-hint = Απαντούν με έναν αριθμό. Μετράει μόνο μήνυμα που είναι σκέτος βαθμός· κάθε άλλο είναι κανονικό μήνυμα.
survey-way-link = Με σύνδεσμο
survey-way-link-hint = Σε μια μικρή σελίδα που ανοίγει σε κάθε κινητό.
survey-comment-wanted = Ερώτηση και για σχόλιο
survey-comment-hint = Προαιρετικό. Στη συνομιλία, σχόλιο είναι ό,τι ακολουθεί τον βαθμό μέσα σε 30 λεπτά και δεν ρωτά κάτι.
survey-template = Μετά τις 24 ώρες
survey-template-none = Δεν ρωτάμε
survey-template-hint = Πρότυπο με τη μεταβλητή που γίνεται σύνδεσμος. Πρέπει να είναι εγκεκριμένο όταν στέλνεται.
survey-texts-hint = Τα ίδια τα κείμενα είναι στα αυτόματα μηνύματα.

survey-ask-stars = Πόσο σας ικανοποίησε η βοήθειά μας;
survey-ask-nps = Θα μας συστήνατε;
survey-ask-thumbs = Ήταν καλά;
survey-worst-stars = 1: καθόλου
survey-best-stars = 5: πολύ
survey-worst-nps = 0: σίγουρα όχι
survey-best-nps = 10: σίγουρα ναι
survey-good = Καλά
survey-bad = Όχι καλά
survey-comment = Σχόλιο
survey-send = Αποστολή απάντησης
survey-kept = Ευχαριστούμε. Η απάντησή σας φυλάχτηκε.
survey-change-until = Αλλάζει έως { $when }.
survey-gone-title = Ο σύνδεσμος δεν λειτουργεί
survey-gone = Ίσως έληξε. Αν θέλετε να πείτε κάτι, γράψτε μας στο WhatsApp.

surveys-lede = Τι είπαν οι επαφές όταν τελείωσε μια συνομιλία.
surveys-csv = Ως πίνακας (CSV)
surveys-days = Διάστημα
surveys-days-back = { $n } ημέρες
surveys-number = Αριθμός
surveys-agent = Εκπρόσωπος
surveys-all = Όλα
surveys-show = Εμφάνιση
surveys-sent = { $asked ->
    [0] Δεν ρωτήθηκε κανείς.
    [one] Ρωτήθηκε μία επαφή, απαντήσεις { $answered }.
   *[other] Ρωτήθηκαν { $asked } επαφές, απαντήσεις { $answered }.
  }
survey-not-opted-out = Χωρίς ερώτηση λόγω διακοπής: { $n }.
survey-not-number-off = Χωρίς ερώτηση, με τον αριθμό κλειστό: { $n }.
survey-not-asked-lately = Χωρίς δεύτερη ερώτηση την ίδια ημέρα: { $n }.
survey-not-window-closed = Χωρίς ερώτηση, με τις 24 ώρες περασμένες: { $n }.
survey-not-template = Χωρίς ερώτηση, αφού κείμενο ή πρότυπο δεν μπορούσε να σταλεί: { $n }.
surveys-none-title = Καμία απάντηση ακόμη
surveys-none = Ενεργοποιήστε την έρευνα σε έναν αριθμό. Οι απαντήσεις θα φαίνονται εδώ.
surveys-answers = { $n ->
    [one] μία απάντηση
   *[other] { $n } απαντήσεις
  }
surveys-chart = Γράφημα, κυλά οριζόντια
surveys-as-table = Το ίδιο ως πίνακας
surveys-since = Από
surveys-col-result = Αποτέλεσμα
surveys-col-answers = Απαντήσεις
surveys-words = Με δικά τους λόγια
surveys-contact = Επαφή
surveys-when = Πότε
survey-trend = { $all } συνολικά, { $last } στο τέλος.
survey-figure-stars = { $n } από 5
survey-figure-thumbs = { $n } % καλά
survey-score = { $score } από { $best }

side-survey = Έρευνα
side-survey-waits = Ρωτήθηκε, χωρίς απάντηση ακόμη.
side-survey-not-opted-out = Χωρίς ερώτηση: έχει ζητήσει διακοπή.
side-survey-not-number-off = Χωρίς ερώτηση: ο αριθμός είναι κλειστός.
side-survey-not-asked-lately = Χωρίς ερώτηση: ρωτήθηκε πριν από λίγο.
side-survey-not-window-closed = Χωρίς ερώτηση: είχαν περάσει οι 24 ώρες και δεν έχει οριστεί πρότυπο.
side-survey-not-template = Χωρίς ερώτηση: κείμενο ή πρότυπο δεν μπορούσε να σταλεί.

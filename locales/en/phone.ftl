# The pocket Twilio: the page that plays the customer's phone.

phone-title = The customer’s phone
phone-name = Pocket Twilio
phone-skip = Skip to the phone
phone-bar = Demo
phone-clock = One clock for both
phone-plus-hour = +1 hour
phone-plus-window = +23 h 55 min
phone-plus-day = +1 day
phone-open-inbox = Open the team’s inbox
phone-hint = You are the customer here. Beside it, in the inbox, you are the team.
phone-weekdays = Mon Tue Wed Thu Fri Sat Sun
phone-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
phone-today = Today
phone-yesterday = Yesterday
phone-hours = { $count } h
phone-minutes = { $count } min
phone-ms = { $count } ms

phone-people = Whose phone is it?
phone-people-label = Whose phone
phone-new = new
phone-person-window = window: { $name }
phone-person-closed = window closed
phone-person-hidden = user name, no number
phone-person-stopped = wrote STOP
phone-person-blocked = blocked this business
phone-another = Another customer
phone-new-name = Name
phone-new-number = Number
phone-new-hint = Leave it empty for somebody who hides the number.
phone-new-add = Add
phone-writes-to = Writes to
phone-which-number = Which number
phone-setup-link = Accounts, numbers and addresses

phone-of = Phone: { $name }
phone-business = business account
phone-typing = typing…
phone-messages = Messages
phone-empty = Nothing was written yet.
phone-you = You
phone-a-file = A file
phone-say = Message as { $name }
phone-say-hint = Message
phone-send = Send
phone-attach = Attach something, or do something else
phone-photo = Photo
phone-voice = Voice message
phone-file = File
phone-document = Document (PDF)
phone-sticker = Sticker
phone-album = Two photos
phone-choose = Choose a file…
phone-choose-send = Send the chosen file
phone-disguised = Program disguised as a photo
phone-huge = Film of 18 MB
phone-place = Place
phone-card = Contact card
phone-advert = Come from an advert
phone-strange = Something new that nobody knows yet
phone-reply = Answer the last message
phone-reply-cancel = Do not answer this message
phone-join = Join the sandbox
phone-stop = Write STOP
phone-block = Block this business
phone-unblock = Unblock this business
phone-tick-sent = Sent
phone-tick-brought = Delivered
phone-tick-seen = Read
phone-tick-failed = Sent, but the team could not be reached

phone-aside = What goes wrong, and what went over the wire
phone-mischief = Let something go wrong
phone-fail = The next message fails
phone-fail-set = Set
phone-fail-no = no
phone-fail-63019 = 63019, file not fetched
phone-fail-63016 = 63016, window closed
phone-fail-63014 = 63014, blocked us
phone-fail-63024 = 63024, no WhatsApp
phone-fail-63049 = 63049, held back by Meta
phone-fail-30008 = 30008, unknown reason
phone-fail-20003 = 20003 at once, access refused
phone-fail-21610 = 21610 at once, opted out
phone-switch-swallow = Accept, then never answer
phone-switch-answer-500 = Accept, then answer 500
phone-switch-inbound-twice = Deliver every message twice
phone-switch-reports-mixed = Reports twice and in the wrong order
phone-switch-report-first = Reports before the answer
phone-switch-reports-held = Hold the reports back
phone-switch-media-late = Files come late (404 twice)
phone-switch-media-gone = Files are gone (404)
phone-switch-media-elsewhere = Files at a wrong address
phone-switch-wrong-key = Sign with a wrong key
phone-unreachable = Be unreachable for one minute
phone-unreachable-until = Unreachable until { $name }: end it
phone-busy = Be too busy for 5 requests
phone-busy-left = { $count ->
    [one] Too busy for { $count } more request
   *[other] Too busy for { $count } more requests
}
phone-reviews = WhatsApp is looking at
phone-approve = Approve
phone-reject = Reject

phone-wire = On the wire
phone-wire-empty = Nothing yet.
phone-wire-no-answer = no answer
phone-wire-report = report { $name }
phone-wire-message-in = message in
phone-wire-fallback = message in, fallback
phone-wire-create = create message
phone-wire-fetch = fetch message
phone-wire-list = list messages
phone-wire-change = change message
phone-wire-media = file
phone-wire-account = account
phone-wire-content = templates
phone-wire-senders = numbers
phone-wire-typing = typing
phone-wire-file-out = fetch file
phone-wire-unknown = unknown request
phone-note-second-copy = second copy
phone-note-out-of-order = in the wrong order
phone-note-wrong-key = signed with a wrong key
phone-note-no-connection = no connection
phone-note-no-answer = no answer in time
phone-note-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
phone-note-code = code { $name }
phone-note-swallowed = accepted, on purpose not answered
phone-note-unreachable = unreachable on purpose
phone-note-answered = the answer’s text went to the customer
phone-note-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}

phone-setup-title = Accounts, numbers and addresses
phone-setup-lede = Give the appliance these credentials, and start it with --twilio-url set to this address.
phone-setup-back = Back to the phone
phone-setup-sandbox = Sandbox number: customers join with “join { $name }”.
phone-setup-in = Messages are posted to
phone-setup-fallback = If that fails, to
phone-setup-status = Reports are posted to
phone-setup-save = Save the addresses
phone-setup-number = Another number
phone-setup-number-name = Name that customers see
phone-setup-number-address = Number
phone-setup-join = Words to join, for a sandbox only
phone-setup-account = Another account
phone-setup-account-name = Name
phone-setup-add = Add
phone-setup-bad-url = Not saved: an address begins with http:// or https:// and has no underscore in its host.
phone-setup-bad-number = Not added: a number has 7 to 15 digits with its country code.
phone-setup-no-name = Not added: the name is missing.
phone-setup-service-put = Put it into a Messaging Service
phone-setup-service-in = In the Messaging Service { $name }: the service’s addresses win over those above.
phone-setup-service-url = The service posts messages to
phone-setup-service-fallback = If that fails, the service posts to
phone-setup-service-status = The service posts reports to
phone-setup-service-defers = The number’s own addresses count all the same
phone-setup-service-save = Save the service
phone-setup-service-out = Take it out of the service

# Accounts, numbers, and the wizard that connects an account.

accounts-tab = Accounts
accounts-lede = The Twilio accounts that carry your WhatsApp numbers.
accounts-connect = Connect an account
accounts-none-title = No account yet
accounts-none = Without a Twilio account nothing can be received or sent. Connecting one takes four steps.
accounts-col-account = Account
accounts-col-numbers = Numbers
accounts-col-state = State
accounts-no-number = No number yet. Add one
accounts-on = in use
accounts-off = switched off
accounts-refused = credentials refused
accounts-refused-title = Twilio refuses our credentials.
accounts-refused-help = Nothing goes out. Compare the Auth Token with the one in Twilio’s console, give it again, and check.
accounts-check = Check at Twilio
accounts-addresses = Addresses for Twilio
accounts-settings = Settings
accounts-token-set = Set, kept encrypted, never shown. Empty: it stays as it is.
accounts-key-set = in use
accounts-key-remove = Remove the API key
accounts-secret-set = Set, kept encrypted, never shown. Empty: it stays as it is.
accounts-secret-hint = Twilio shows it once, when the key is made.
accounts-switch = In use or not
accounts-switch-on = Switch on
accounts-switch-off = Switch off
accounts-switch-off-hint = Switched off, its numbers send nothing and its templates are not read. What contacts write still arrives.
accounts-switch-on-hint = Its numbers send nothing now. What contacts write still arrives.

flash-account-right = Twilio answers and the credentials are right.
flash-account-trial = The credentials are right. It is a trial account: 50 messages a day at most.
flash-account-unchecked = Saved without asking Twilio. Check it on the page of the account.
flash-account-on = Switched on. In force now.
flash-account-off = Switched off. Nothing is sent from its numbers.
refusal-account-suspended = Twilio answers, but this account is suspended there, mostly for want of balance. Nothing can be sent until that is settled.
refusal-account-closed = Twilio answers, but this account is closed there.
refusal-account-wrong = Twilio refuses our credentials. Compare the Auth Token with the console and give it again.
refusal-account-no-answer = Twilio did not answer. Nothing was changed; try again in a minute.

field-account-taken = This account is connected already. Open it in the list of accounts.
field-sid-is-api-key = This is an API key: it begins with SK. An Account SID begins with AC and has 34 characters.
field-sid-length = It has { $limit } characters; an Account SID has 34.
field-sid-pattern = An Account SID is AC and 32 of the characters 0-9 and a-f.
field-key-is-account-sid = This is an Account SID: it begins with AC. The SID of an API key begins with SK.
field-key-length = It has { $limit } characters; the SID of an API key has 34.
field-key-pattern = The SID of an API key is SK and 32 of the characters 0-9 and a-f.
field-secret-blanks = It has blanks or letters that no token has. Copy it again.
field-number-taken = This account has this number already.
field-number-plus = Begin with + and the country code, such as +302810000014.
field-number-pattern = A number is + and 7 to 15 digits, such as +302810000014.

wizard-title = New account
wizard-steps = Steps
wizard-step-done = , done
wizard-step-channel = Channel details
wizard-step-credentials = Account details
wizard-step-numbers = WhatsApp numbers
wizard-step-callbacks = Addresses for Twilio
wizard-help = Help for this step
wizard-optional = optional
wizard-continue = Continue
wizard-back = Back
wizard-finish = Finish
wizard-channel-hint = How this account is called in Angelia. Contacts never see it.
wizard-name-hint = Such as “Shop account”. At most 100 characters.
wizard-channel = Channel
wizard-need-title = What you need
wizard-need-credentials = Account SID and Auth Token, from the first page of Twilio’s console
wizard-need-number = a WhatsApp number of that account, or its sandbox
wizard-need-console = two minutes in the console at the end, to enter our addresses
wizard-credentials-hint = Both stand on the first page of Twilio’s console, under “Account Info”.
wizard-sid-hint = It begins with AC. To send with an API key, add that further down.
wizard-token-hint = Kept encrypted and never shown again. We need it even when you send with an API key: with it Twilio signs what it delivers to us.
wizard-token-kept = What you gave is kept, encrypted. Leave it empty to use it, or give another.
wizard-api-key = API key
wizard-api-key-hint = With an API key we call Twilio without the Auth Token; it can be taken back by itself.
wizard-check = Check and continue
wizard-anyway = Save anyway
wizard-doubt-wrong = Twilio refuses this Account SID with this Auth Token. Nothing was saved.
wizard-doubt-key = Twilio takes the Auth Token but refuses the API key. Nothing was saved.
wizard-doubt-no-answer = Twilio did not answer, so the credentials could not be checked. Nothing was saved.
wizard-doubt-kept = Correct it and check again, or save it anyway and check later.
wizard-where-title = Where to find them
wizard-where-sketch = Sketch: on the console’s home page, a card Account Info with Account SID and Auth Token, one below the other
wizard-where-hint = The Auth Token shows after you press Show.
wizard-checks-title = What we check as you continue
wizard-checks-answers = that Twilio answers
wizard-checks-credentials = that the credentials are right
wizard-checks-standing = whether the account is active, a trial or suspended
wizard-numbers-have = { $n ->
    [one] One number added
   *[other] { $n } numbers added
  }
wizard-numbers-hint = It must be a WhatsApp sender at Twilio already, or the sandbox.
wizard-add = Add
wizard-add-more = Add and enter another
wizard-add-continue = Add and continue
wizard-later = Later
wizard-which-title = Which number?
wizard-which-sender = Your own: in the console under Messaging › Senders › WhatsApp Senders.
wizard-which-sandbox = The sandbox for a first try: +1 415 523 8886, shared by all. Every phone has to send “join …” first, and again after three days.
wizard-callbacks-title = Enter these addresses at Twilio
wizard-callbacks-hint = With them Twilio delivers to us what contacts write and what became of our messages. They hold a secret part: whoever does not need them should not have them.
wizard-unreachable = Twilio cannot call { $address } from outside. Give the program the address that the world calls it by:
wizard-url-inbound = Inbound: messages of contacts
wizard-url-inbound-hint = Method POST.
wizard-url-status = Status: what became of our messages
wizard-url-status-hint = Method POST. Our own messages carry it along; this one is for those sent elsewhere.
wizard-url-fallback = Fallback: when the first address failed
wizard-url-fallback-hint = Method POST. The same program answers, so it bridges short failures.
wizard-url-whole = Copy each with its end from # on: it tells Twilio to try three times.
wizard-console-sender = In the console, for a number of your own
wizard-console-sender-2 = Open the number and go to its messaging endpoint: choose a webhook URL, not a service.
wizard-console-sender-3 = Inbound goes under “Webhook URL for incoming messages”, fallback under “Fallback URL”, status under “Status callback URL”; then save.
wizard-console-service = If the number is in a Messaging Service, enter them in the service’s integration too: there they win.
wizard-console-sandbox = In the console, for the sandbox
wizard-console-sandbox-2 = Inbound goes under “When a message comes in”, status under “Status callback URL”, both with POST; then save.
wizard-console-sandbox-3 = Send “join …” from your phone, then any message.

numbers-tab = Numbers
numbers-lede = What contacts write to. Each number has its own language and colour.
numbers-add = Add a number
numbers-none-title = No number yet
numbers-none = A number of your Twilio account, or its sandbox, is what contacts write to.
numbers-col-number = Number
numbers-col-account = Account
numbers-never = never
numbers-none-yet = none
numbers-pill-sandbox = sandbox
numbers-name-hint = Colleagues see it beside each conversation, such as “Shop”.
numbers-address-hint = With + and the country code, without blanks: +302810000014. Twilio’s sandbox is +14155238886.
numbers-language-hint = For what the system itself writes to contacts.
numbers-sandbox = This is Twilio’s sandbox
numbers-sandbox-hint = We then send one message every 3 seconds, as Twilio asks, and know its three fixed templates.
numbers-colour-hint = Marks the number in lists.
numbers-colour-1 = Violet
numbers-colour-2 = Teal
numbers-colour-3 = Rose
numbers-colour-4 = Indigo
numbers-attachments = Attachments
numbers-attachments-in = Contacts may send files
numbers-attachments-out = Agents may send files
admin-field-media-days = Keep files for so many days
numbers-media-days-hint = Nothing: for ever. Afterwards the line stays and says that the file was removed.
numbers-media-erase = Erase them at Twilio as well
admin-field-text-days = Keep texts for so many days
numbers-text-days-hint = Nothing: for ever. Afterwards it stays known that there was a message, from whom and when; what it said is gone for good, here and in what programs are given, and with it what colleagues noted and said to each other about it.
numbers-text-erase = Erase the messages at Twilio as well
numbers-attachments-hint = Up to 16 MB, pictures 5 MB: WhatsApp’s limits.
numbers-typing = Contacts see when an agent opens the thread or writes
numbers-typing-hint = Their messages get blue ticks, and “typing…” shows. Twilio offers this as a trial of theirs.
numbers-facts = Lately
numbers-last-in = Last message in
numbers-last-out = Last message out
numbers-last-status = Last delivery report
numbers-last-error = Last error
numbers-code = Code { $code }
numbers-account-off = account switched off
numbers-switch-off-hint = Switched off, nothing is sent from it. What contacts write still arrives.
numbers-switch-on-hint = Nothing is sent from it now. What contacts write still arrives.

flash-number-added = Added. In use now.
flash-number-on = Switched on. In use now.
flash-number-off = Switched off. Nothing is sent from it.

refused-title = Refused posts of the last 24 hours
refused-none = None. Whatever Twilio delivered was taken.
refused-hint = What came to our addresses and was not taken, with the reason and what helps.
refused-when = When
refused-why = Why
refused-address = Address
refused-detail = Detail
refused-count = { $n ->
    [one] Once, { $when }.
   *[other] { $n } times, last { $when }.
  }
refused-bad-signature = The signature is wrong.
refused-bad-signature-help = Compare the Auth Token, and the address at Twilio with ours, letter by letter: the public address of this program counts.
refused-wrong-account = It belongs to another account.
refused-wrong-account-help = These addresses were entered at another Twilio account. Each account has its own.
refused-unknown-number = It is for a number we do not have.
refused-unknown-number-help = Add the number to this account, exactly as Twilio writes it.
refused-too-large = It is larger than 64 kB.
refused-too-large-help = Twilio sends nothing of that size. Somebody else may have this address.
refused-unreadable = It cannot be read.
refused-unreadable-help = It lacks what every message has. See that Twilio sends with POST.
field-number-blanks = Write it without blanks, dashes and brackets: +{ $limit }
field-number-elsewhere = Another account here has this number. A number belongs to one account: delete it there first.
field-token-length = It has { $limit ->
    [one] one character
   *[other] { $limit } characters
  }; an Auth Token of Twilio has 32. Copy it again, whole.
field-token-same = This is the token that is in use. Give the new one, which Twilio calls secondary.
field-region = Choose one of the regions in the list: us1, ie1, au1 or jp1.
field-sandbox-code = Two words with a hyphen between them, as in the console: olive-tree.

region-us1 = United States (US1)
region-ie1 = Ireland (IE1)
region-au1 = Australia (AU1)
region-jp1 = Japan (JP1)
accounts-region-hint = United States, unless you chose another at Twilio. Each region has an Auth Token of its own, and not every region carries WhatsApp.

report-title = What Twilio says
report-when = Asked { $when }.
report-never = Twilio was not asked yet.
report-good = Fine:
report-bad = Not fine:
report-note = Note:
report-reachable-yes = Twilio answers.
report-reachable-no = Twilio does not answer. See that this machine reaches the Internet, and try again in a minute.
report-credentials-yes = The Account SID and the Auth Token are right.
report-credentials-no = Twilio refuses the Account SID with this Auth Token. Compare both with the console and give the token again.
report-old-token-yes = The old Auth Token is still taken: the new one is not promoted yet.
report-old-token-no = The old Auth Token is no longer taken. Confirm the new one to end the change.
report-second-token-yes = The new Auth Token is right.
report-second-token-no = Twilio refuses the new Auth Token. Drop it and give it again.
report-api-key-yes = The API key is right.
report-api-key-no = Twilio refuses the API key. Nothing can be sent with it: give it again or remove it.
report-standing-active = The account is active.
report-standing-suspended = The account is suspended, mostly for want of balance. Nothing can be sent until that is settled at Twilio.
report-standing-closed = The account is closed at Twilio.
report-full = It is a full account.
report-trial = It is a trial account: 50 messages a day at most, and only to phones that you verified at Twilio.
report-name = Twilio calls it { $name }.
report-parent = It is a subaccount of { $sid }.
report-numbers = { $n ->
    [one] One WhatsApp number seen
   *[other] { $n } WhatsApp numbers seen
  }: { $numbers }
report-numbers-none = No WhatsApp number seen. The sandbox is never in the list.
report-numbers-unread = The list of WhatsApp numbers could not be read.
report-number-missing = { $name } ({ $number }) is not among them.
flash-report = Twilio was asked: all is well.
refusal-report = Twilio was asked: something is not as it should be.

rotation-title = Change the Auth Token
rotation-lede = In three steps and without a gap: messages keep coming and going all the while.
rotation-idle = When the token got into wrong hands, or from time to time.
rotation-running = Two tokens are in force. Promote the new one at Twilio, then confirm it here.
rotation-start = Change it
rotation-go-on = Go on
rotation-step-paste = Give the new token
rotation-step-promote = Promote it at Twilio
rotation-step-confirm = Confirm it here
rotation-paste-how = In Twilio’s console, under “API keys & tokens”, create a secondary Auth Token and copy it here. Twilio goes on signing with the old one.
rotation-promote-how = In the same place press “Promote to primary”. From then on Twilio signs with the new token and takes no other.
rotation-confirm-how = We ask Twilio whether the old token is gone, and then drop it here too.
rotation-begin = Check and keep it
rotation-begin-anyway = Keep it anyway
rotation-accepted = Twilio accepted the new token { $when }. We already call Twilio with it.
rotation-unchecked = The new token is kept. Twilio has not accepted it yet.
rotation-both = Posts signed with either token are taken.
rotation-cancel = Drop the new token
rotation-finish = It is promoted
rotation-finish-anyway = Drop the old token anyway
rotation-doubt-new = Twilio refuses this token for this account.
rotation-doubt-lost = Twilio refuses the new token. Dropping the old one would cut the connection.
rotation-doubt-not-promoted = Twilio still takes the old token: the new one is not promoted yet.
rotation-doubt-no-answer = Twilio did not answer.
rotation-doubt-kept = Nothing was changed.
flash-rotation-begun = The new token is kept beside the old one. Now promote it at Twilio.
flash-rotation-done = The new token is the only one now.
flash-rotation-cancelled = The new token was dropped. The old one stays.

senders-title = Numbers of this account at Twilio
senders-hint = Tick those that Angelia answers for. The name is what colleagues see.
senders-look = Show the list
senders-look-hint = Twilio’s list of WhatsApp senders, to pick from. It may take some seconds.
senders-none = Twilio’s list is empty: this account has no WhatsApp sender yet. Register one in the console, or begin with the sandbox.
senders-refused = Twilio refuses to show the list.
senders-no-answer = Twilio did not answer, so its list cannot be shown.
senders-again = Try again
senders-name = Name for { $number }
senders-ours = in use here
senders-online = online
senders-state = at Twilio: { $state }
senders-quality = quality { $quality }
senders-limit = limit { $limit }
senders-reason = Twilio says: { $reason }
senders-pick = Add the ticked ones
wizard-numbers-hand = Add a number by hand
numbers-doubt = Twilio’s list of this account does not have this number. Nothing was saved.
numbers-doubt-help = Compare the digits, and see whether it belongs to another account or subaccount. Add it anyway if it is about to be registered.
numbers-anyway = Add it anyway
numbers-sandbox-fold = Twilio’s sandbox
numbers-workstream-hint = Decides how its conversations reach agents.
flash-number-unchecked = Added. Twilio’s list could not be read, so nobody has checked that the number is this account’s.
sandbox-code-hint = The words after “join” on the sandbox’s page in the console, such as olive-tree. We fill them in wherever somebody has to send them.
sandbox-title = The sandbox
sandbox-lede = Twilio’s shared number for a first try. Whoever joins can write and be written to for three days.
sandbox-card-hint = The join code, a QR code for contacts, and who is in it until when.
sandbox-open = Open the sandbox
sandbox-hook-title = 1. Tell Twilio where we are
sandbox-hook-where = No program can set this, so it is pasted by hand, in the console under
sandbox-hook-inbound = Into “When a message comes in”
sandbox-hook-status = Into “Status callback URL”
sandbox-code-title = 2. Enter the join code
sandbox-join-title = 3. Let phones join
sandbox-join-how = Scan this with a phone, or send the link. WhatsApp opens with the words typed; they only have to be sent.
sandbox-join-first = Enter the join code first; then a QR code and a link appear here.
sandbox-qr = QR code that opens WhatsApp with the words that join the sandbox
sandbox-join-words = The words
sandbox-join-words-hint = For whoever types them: to the number above, from their own phone.
sandbox-join-link = The link
sandbox-join-link-hint = For an e-mail or a web page.
sandbox-members-title = Who is in it
sandbox-members-none = Nobody has joined yet, as far as we know.
sandbox-members-hint = After their three days people send the words again. A phone is in one sandbox at a time.
sandbox-until = in it until { $when }
sandbox-at-most-until = in it, until { $when } at the latest: the joining itself did not reach us
sandbox-over = not in it since { $when }
sandbox-rules-title = What is different here
sandbox-rules-days = After three days a phone is out, and what is sent to it fails until the words come again.
sandbox-rules-pace = One message every three seconds: we wait in between.
sandbox-rules-templates = After 24 hours only the sandbox’s own three templates arrive. Yours do not.

delete-facts = What hangs on it
delete-number-title = Delete a number
delete-number-lede = Nothing is sent from it or taken for it any more. What was said stays readable, and when the number is added again it finds its threads.
delete-number-ask = Delete this number
delete-waiting = { $n ->
    [0] No message waits to be sent.
    [one] One message waits to be sent. Wait until it has left, or switch the number off: then it is given up.
   *[other] { $n } messages wait to be sent. Wait until they have left, or switch the number off: then they are given up.
  }
delete-open = { $n ->
    [0] No conversation is open.
    [one] One conversation is not closed.
   *[other] { $n } conversations are not closed.
  }
delete-messages = { $n ->
    [0] No message was exchanged over it.
    [one] One message is kept.
   *[other] { $n } messages are kept
  }{ $n ->
    [0] {""}
    [one] {""}
   *[other] , with { $contacts } contacts.
  }
delete-messages-many = More than { $n } messages are kept, with { $contacts } contacts.
delete-open-close = Close them now
delete-open-close-hint = Their agents see that it was done, and by whom.
delete-open-keep = Leave them to be read
delete-open-keep-hint = They stay in the inbox until somebody closes them. Nothing can be sent in them.
delete-clear = Take our addresses away at Twilio too
delete-clear-hint = Otherwise Twilio goes on posting what contacts write, and we refuse it. Those of its Messaging Service go too, unless another number here needs them. Other addresses stay.
delete-clear-sandbox = The sandbox’s addresses can be taken away in Twilio’s console alone.
delete-not-cleared = Twilio did not take our addresses away. Nothing was deleted.
delete-not-cleared-help = Try again in a minute, or delete without it and take them away in the console.
delete-number = Delete the number
delete-account-title = Delete an account
delete-account-lede = First its numbers, then the account. What was said stays readable.
delete-account-ask = Delete this account
delete-account-numbers = { $n ->
    [0] No number needs it any more.
    [one] One number still needs it. Delete that first:
   *[other] { $n } numbers still need it. Delete these first:
  }
delete-account-templates = { $n ->
    [0] It has no templates.
    [one] One template can then no longer be sent.
   *[other] { $n } templates can then no longer be sent.
  }
delete-account-secrets = Its Auth Token and API key are deleted here at once. At Twilio nothing changes.
delete-account-history = { $n ->
    [0] No thread hangs on it.
    [one] The threads of one deleted number stay readable.
   *[other] The threads of { $n } deleted numbers stay readable.
  }
delete-account = Delete the account
flash-number-deleted = The number is deleted. What was said stays readable.
flash-number-deleted-cleared = The number is deleted, and Twilio posts to nobody here for it. What was said stays readable.
flash-number-deleted-shared = The number is deleted. Our addresses stay at its Messaging Service, for another number here is in it. Take the number out of the service in Twilio’s console.
flash-account-deleted = The account is deleted. What was said stays readable.
field-open-choice = Choose what becomes of the conversations that are not closed.
sandbox-remedy = Ask for the words “{ $words }”, sent from that phone to { $number }. They count for three days.

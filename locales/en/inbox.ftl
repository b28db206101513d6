# The inbox: the list, a thread, the composer, the pane beside it.

inbox-search = Search people and messages
inbox-tabs = Which conversations
inbox-tab-mine = Mine
inbox-tab-open = Open
inbox-tab-all = All
inbox-tab-closed = Closed
inbox-tab-mentions = @
inbox-tab-unread = Unread
inbox-conversations = Conversations
inbox-conversation = Conversation
inbox-waiting-for-you = Waiting for you
inbox-waiting = Waiting
inbox-waiting-column = waiting
inbox-answered = Answered
inbox-mentions = Mentions of you
inbox-closed = Closed
inbox-found = People
inbox-waits-for = waiting for
inbox-last-at = last message
inbox-draft = Draft:
inbox-kind-with-words = { $kind }: “{ $words }”
inbox-left-for = for free text
inbox-template-only = template only
inbox-opted-out = opted out
inbox-unread = unread
inbox-more = Show more
inbox-new-rows = { $n ->
    [one] { $n } new
   *[other] { $n } new
  }
inbox-list-changed = List changed
inbox-none-mine = Nobody is waiting for you
inbox-none-mine-text = Conversations that you take stand here. New messages appear by themselves.
inbox-none-open = Every conversation has somebody
inbox-none-open-text = A new one appears here as soon as a contact writes.
inbox-none-mentions = Nobody has mentioned you
inbox-none-mentions-text = When a colleague writes @ and your name in a note, the conversation stands here.
inbox-none-all = No conversation is going on
inbox-none-all-text = A new one appears here as soon as a contact writes.
inbox-none-closed = Nothing was closed yet
inbox-none-closed-text = What you end stands here, newest first.
inbox-none-unread = Everything is read
inbox-none-unread-text = New messages appear here by themselves.
inbox-none-found = Nothing found for “{ $q }”
inbox-none-found-text = Accents and case do not matter. Every word has to be there, the last one may be a beginning. Words in quotes stand side by side, and from:, number:, agent:, tag:, before:, after: and has:file narrow it down.
inbox-see-open = { $n ->
    [one] See the open one
   *[other] See { $n } open ones
  }
inbox-begin-waiting = { $n ->
    [one] One is waiting for you
   *[other] { $n } are waiting for you
  }
inbox-begin = Choose a conversation
inbox-begin-text = Choose one in the list, or go through it with the key
inbox-begin-with = Begin with { $name }
inbox-none-open-hint = Take an open one, and it is yours until you end it.
inbox-quiet = Nobody is waiting
inbox-quiet-text = New messages appear here by themselves.

kind-text = Message
kind-template = Template
kind-button = Button pressed
kind-list = Choice from a list
kind-image = Photo
kind-sticker = Sticker
kind-audio = Voice message
kind-video = Video
kind-document = File
kind-location = Location
kind-contacts = Contact card
kind-flow = Answers of a form
kind-unknown = Something new


message-pending = Waiting to leave
message-on-its-way = On its way
message-sent = Sent
message-delivered = Delivered
message-read = Read
message-read-at = Read { $when }
message-failed = Not delivered
message-unknown = Not known whether it left
message-unknown-sentence = Twilio did not answer. It may or may not have gone out.
message-unknown-advice = We are looking it up and will not send it twice.
message-you = You
message-automatic = Automatic
message-outside = Written outside Angelia
message-template-you = Template { $template }, by you
message-template-by = Template { $template }, by { $name }
message-quote-contact = Contact
message-quote-us = We
message-answer = Answer
message-answer-button = by button
message-answer-list = from a list
message-recovered = came late, was found at Twilio
message-erased = { $n ->
    [one] Text erased after one day
   *[other] Text erased after { $n } days
}
message-erased-short = Text erased
message-forwarded = forwarded
message-forwarded-often = forwarded many times
message-not-shown = { $name } sent something this version cannot show yet ({ $kind }). It is kept; an update will show it.
message-from-advert = From an advertisement
message-from-post = From a post
message-advert-open = Open it
message-answers = Answers of the form
message-raw = The data that came
message-again = Send again
message-as-draft = Use as draft
message-choose-template = Choose a template
message-code = Code { $code }

event-somebody = Somebody
event-program = The program “{ $name }”
event-you = you
event-opened = New conversation
event-taken = { $name } took it
event-taken-you = You took it
event-taken-over = { $name } took over from { $from }
event-taken-over-you = You took over from { $from }
event-given = { $name } gave it to { $to }
event-given-you = You gave it to { $to }
event-assigned = { $name } got it
event-assigned-to-you = You got it
event-left-waiting = { $name } waits for the contact
event-left-waiting-you = You wait for the contact
event-released = { $name } gave it back to everybody
event-released-you = You gave it back to everybody
event-ended = { $name } ended it
event-ended-you = You ended it
event-closed = { $name } closed it
event-closed-you = You closed it
event-closed-alone = Closed by itself
event-window-closed = 24 hours have passed since the contact’s last message ({ $when }). Only a template now, until an answer comes.
event-window-closed-plain = 24 hours have passed since the contact’s last message. Only a template now, until an answer comes.
event-window-refused = WhatsApp says that the 24 hours have passed. Only a template now, until an answer comes.
event-window-opened = Free text is possible again
event-opted-out = { $name } wrote STOP. Nothing can be sent until START comes.
event-opted-in = { $name } wrote START and may be written to again
event-sandbox-joined = { $name } joined the sandbox: messages arrive for three days
event-sandbox-left = { $name } wrote “stop” and left the sandbox. Nothing arrives until the words “join …” come again.
event-number-deleted = The number was deleted. What was said stays readable.
event-identity-conflict = What this came from belongs to more than one contact, so a new one was made. Say beside the thread who it is.
event-recovered = Messages that came while Angelia was down were found at Twilio
event-other = Something happened that this version cannot name ({ $kind })

thread-messages = Messages with { $name }
thread-yours = Yours
thread-nobodys = Nobody’s yet
thread-ended = Ended
thread-end = End
thread-back = Back to the list
thread-more = More about this conversation
thread-contact = Contact details
thread-release = Give back
thread-release-hint = Anybody can take it then
thread-older = Older messages
thread-newest = Show the newest messages
thread-refresh = Show new messages
thread-fresh = { $n ->
    [one] { $n } new
   *[other] { $n } new
  }
thread-new-below = { $n ->
    [one] { $n } new ↓
   *[other] { $n } new ↓
  }

composer-answer = Answer { $name }
composer-template-for = Template for { $name }
composer-message-to = Message to { $name }
composer-placeholder = Write to { $name }
composer-reply = Reply
composer-template = Template
composer-templates = Templates
composer-send = Send
composer-count = { $n } of { $limit }
composer-over = { $n ->
    [one] One character too many. Send it in two parts.
   *[other] { $n } characters too many. Send it in two parts.
  }
composer-until = Free text until { $when }
composer-after = Only templates after { $when }
composer-since = the window closed { $when }
composer-never = the contact has not written yet
composer-template-only = Template only
composer-opted-out = { $name } wrote STOP, { $when }.
composer-opted-out-text = Nothing can be sent, templates included, until { $name } writes START.
composer-off-deleted = { $number } was deleted.
composer-off-deleted-text = Nothing can be sent in this thread any more, templates included. What was said stays here to be read.
composer-off-deleted-admin = An admin can add the number again; then the thread goes on.
composer-off-deleted-you = Add the number again, and the thread goes on.
composer-off-deleted-link = Numbers
composer-off-number = { $number } is switched off.
composer-off-number-text = Nothing can be sent from it, templates included. What the contact writes still arrives here.
composer-off-number-admin = An admin can switch it on again.
composer-off-number-you = You can switch it on again.
composer-off-number-link = To the number
composer-off-account = The account of { $number } is switched off.
composer-off-account-text = Nothing can be sent from its numbers, templates included. What the contact writes still arrives here.
composer-off-account-admin = An admin can switch it on again.
composer-off-account-you = You can switch it on again.
composer-off-account-link = To the account
composer-not-yours = { $holder } is answering { $name }.
composer-not-yours-text = Read along, or take over. { $holder } is told if you do.
composer-draft-kept = Your draft is kept.
composer-take-over = Take over
composer-nobodys = Nobody has this conversation yet.
composer-nobodys-waits = It waits for { $span }. Take it to answer.
composer-nobodys-text = Take it to answer.
composer-take = Take it
composer-ended-you = Ended by you, { $when }.
composer-ended = Ended, { $when }.
composer-wrap-up = Ended, being wrapped up.
composer-ended-open = The window is open until { $when }. Writing begins a new conversation in this thread.
composer-ended-shut = Writing begins a new conversation in this thread, with a template.
composer-write-again = Write again
composer-close = Close
composer-waiting-to-send = No connection. It goes out by itself when it returns.

picker-search = Search templates
picker-approved = Approved templates
picker-language = Language
picker-month = { $n } this month
picker-near = nearest to your text
picker-none-found = None found.
picker-others = { $n ->
    [one] One more cannot be sent.
   *[other] { $n } more cannot be sent.
  }
picker-why = Why?
picker-why-text = WhatsApp has not approved them, or has stopped them.
picker-choose = Show its fields
picker-field = Field { $n }
picker-field-name = { $n } · Name
picker-sample = e.g. { $sample }
picker-no-fields = Nothing to fill in.
picker-preview = On the phone
picker-send = Send template
picker-empty = No template can be sent yet.
picker-empty-admin = Read them from Twilio
picker-empty-agent = An admin can read them from Twilio or write one.
kept-title = Your text is kept
kept-text = and will be here as soon as an answer comes
category-utility = Utility
category-marketing = Marketing
category-authentication = Authentication

side-label = Contact and conversation
side-back = Back to the messages
side-profile-name = “{ $name }” on WhatsApp
side-writes-in = writes in { $language }
side-reachable = may be written to
side-why = Why only a template?
side-why-closed = WhatsApp allows free text for 24 hours after each message of the contact. A template does not open the window again; only an answer does.
side-why-refused = WhatsApp refused a free text, for at its own clock the 24 hours had passed. Only an answer of the contact opens the window again.
side-why-never = The contact has not written here yet. WhatsApp lets us begin with a template only; an answer opens free text for 24 hours.
side-contact = Contact
side-address = Address
side-conversation = This conversation
side-number = Number
side-holder = With
side-holder-you = you
side-holder-nobody = nobody yet
side-since = Since
side-waits = Waits
side-give-to = Give it to
side-give = Give
side-variables = Variables
side-variables-add = Add a variable
side-variables-change = Change
side-variable-name = Name of a new one
side-variable-name-title = Latin letters, digits and underscores
side-variable-value = Its value
side-variables-hint = What prepared texts take from this conversation. An empty value takes one away. In a text:
side-earlier = Earlier

language-en = English
language-el = Greek
language-de = German
language-fr = French
language-it = Italian
language-es = Spanish
language-nl = Dutch
language-tr = Turkish
language-bg = Bulgarian
language-ro = Romanian
language-ru = Russian
language-ar = Arabic
language-sq = Albanian

say-new = { $n ->
    [one] One new message
   *[other] { $n } new messages
  }
say-sent = Sent
say-failed = Not done. Load the page again and look at it.
say-signed-out = You are signed out. Copy what you wrote, then load the page again.
say-window-ended = The 24 hours have passed. Your text is kept. Choose a template.
say-number-off = Nothing can be sent from this number any more.
say-window-back = The contact has written. Free text is possible again.
say-left = { $n ->
    [one] One minute left for free text
   *[other] { $n } minutes left for free text
  }
say-offline = No connection. What you write is kept.
say-online = The connection is back.

keys-unread = Only unread
keys-tabs = Mine, Open, All, Closed, mentions
keys-end = End the conversation
keys-contact = Contact details

offline-title = No connection.
offline-text = What you write is kept here and goes out when it returns.

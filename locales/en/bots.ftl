# Bots: what answers a conversation before people do.

workstreams-tab-bot = Bot
bot-first = What answers first
admin-field-kind = Who answers first
admin-field-words = Words for a person
admin-field-url = Address of your program
bot-kind-off = People, at once
bot-kind-menu = A menu
bot-kind-menu-hint = The outline below, as it was last published.
bot-kind-http = A program of yours
bot-kind-http-hint = It is asked for each message. When it does not answer, people do.
bot-words-hint = Whoever writes one of these gets a person, whatever the bot asked. Commas between. So does whoever is not understood three times, and whoever comes no further for 30 minutes.
bot-url-hint = It begins with https://. What is asked and what may be answered stands in the API's document, under “bot”:
bot-new-secret = Make a new secret
bot-new-secret-hint = The old one counts no more at once.
bot-secret-made = The secret that signs what your program is asked
bot-secret-once = It is shown once. Copy it into your program now.
bot-answered-at = It last answered: { $when }.
bot-failed-at = It last failed: { $when }.
bot-rests = It is left alone for a minute; people answer meanwhile.
bot-variables = Variables of this workstream
bot-variables-hint = One a line: its name, and number if it holds one. Rules, texts and the API use them as {"{{var.name}}"}. Others may be set too, and hold text.
bot-menu = The menu
bot-menu-none = Nothing is published yet. Write the outline, try it on the phone, then publish it and choose “A menu” above.
bot-menu-not-on = The menu is published, but it does not answer: “A menu” is not chosen above.
bot-outline = Outline
bot-outline-hint = What belongs to a line stands indented below it. Every way ends with “hand over”, “end” or “go to”.
bot-publish = Publish
bot-publish-hint = Conversations that begin from then on follow it.
bot-save-draft = Save the draft
bot-tidy = Tidy up
bot-help = What lines begin with
bot-help-say = Says a text.
bot-help-choose = Asks, with the choices below it. Its name, here “main”, is for “go to”.
bot-help-ask = Asks and keeps the answer in a variable. In brackets what it must be: text, number, e-mail, date, or code with # for a digit and @ for a letter.
bot-help-words = By which words a choice is known too; commas between.
bot-help-set = Keeps a value in a variable.
bot-help-language = Speaks this language from here on: en or el.
bot-help-if-open = Done while these opening hours are open.
bot-help-else = Done while they are not.
bot-help-go-to = Back to the menu of this name.
bot-help-hand-over = Hands over to people. With a queue behind it, to that one; else rules choose.
bot-help-end = Ends the conversation. With a text behind it, says that first.
bot-help-choice = One choice of the menu above it. Up to three with 20 characters become buttons, more are numbered.
bot-help-in = The text above in a language.
bot-help-more = One line more of the text above.
bot-help-note = A note to yourself; nobody else sees it.
bot-wrong = { $n ->
    [one] One line needs a change; nothing was published.
   *[other] { $n } places need a change; nothing was published.
}
bot-line = Line { $line }:
bot-try = Try it
bot-try-hint = As the outline stands now. Nothing is kept and nobody hears of it.
bot-try-log = The talk so far
bot-try-empty = Write as a contact would.
bot-try-say = Your message
bot-try-send = Send
bot-try-anew = Begin anew
bot-try-kept = { $name } = { $value }
bot-try-queue = Goes to people in { $queue }: { $why }.
bot-try-people = Goes to people, where the rules say: { $why }.
bot-try-ended = The conversation is over.
bot-versions = Versions
bot-version = Version
bot-version-by = Published by
bot-version-at = When
bot-in-force = In force
bot-roll-back = Bring back
bot-roll-back-to = Bring version { $n } back
flash-bot-published = Published. Conversations that begin now follow it.

# Why a bot's part ended
bot-why-planned = the bot said so
bot-why-person = a person was asked for
bot-why-misunderstood = not understood three times
bot-why-silence = no progress for 30 minutes
bot-why-down = the bot's program does not answer
bot-why-stopped = the bot was stopped
bot-why-taken = somebody took it
bot-why-closed = it was closed
bot-why-ended = the bot ended it

# What is wrong with an outline
field-bot-chars = The outline has more than { $limit } characters.
field-bot-lines = The outline has more than { $limit } lines.
field-bot-deep = It stands more than { $limit } levels deep. Use “go to” instead.
field-bot-indent = Indented as no line above it. Begin it right below the line that it belongs to.
field-bot-else = “else” belongs right below an “if open”, and only once.
field-bot-words-place = “words” belongs below a choice.
field-bot-choice-place = A choice belongs below a “choose”.
field-bot-text-place = This belongs below a text: “say”, “choose”, “ask”, “end” or a choice.
field-bot-unknown = “{ $what }” begins with no word that is known. Begin with “say:” to say it.
field-bot-colon = “{ $what }” stands before the colon. Put the text behind it.
field-bot-nothing-inside = Nothing can stand below this line.
field-bot-below = What is done stands on the lines below.
field-bot-empty = Nothing stands below it.
field-bot-text-missing = The text is missing.
field-bot-text-long = The text has more than { $limit } characters.
field-bot-language = “{ $what }” is no language of ours. Write en or el.
field-bot-language-twice = The text stands here twice in the same language.
field-bot-hours-missing = Write which opening hours: “if open: Shop”.
field-bot-hours-unknown = There are no opening hours called “{ $name }”.
field-bot-queue-unknown = There is no queue called “{ $name }”.
field-bot-goto-missing = Write where to: “go to: main”.
field-bot-goto-nowhere = There is no menu called “{ $name }”. Give one that name: “choose { $name }: …”.
field-bot-name-long = The name of a menu has at most { $limit } characters.
field-bot-name-twice = Two menus are called “{ $name }”.
field-bot-variable-missing = Write in which variable it is kept: “ask order_id: …”.
field-bot-variable-name = “{ $name }” is no name of a variable: letters a to z, digits and _ only, no blanks.
field-bot-variable-number = { $name } holds numbers in this workstream. Ask for a number.
field-bot-check = “{ $what }” is no check. Write text, number, e-mail, date or code.
field-bot-code = A code needs a # for each digit or @ for each letter, at most { $limit } characters: “code GR-####”.
field-bot-only-choices = Below a “choose” stand choices alone, each with a hyphen.
field-bot-no-choices = Nothing can be chosen. Put choices below it, each with a hyphen.
field-bot-many-choices = A menu has at most { $limit } choices.
field-bot-choice-twice = “{ $what }” is another choice of this menu already.
field-bot-label-missing = The choice has no name.
field-bot-label-long = The name of a choice has at most { $limit } characters.
field-bot-nothing = The outline is empty.
field-bot-no-end = This way ends nowhere. Add “hand over”, “end” or “go to” below it.
field-bot-never = Nothing ever comes here: the line above ends the way.
field-bot-many-messages = More than { $limit } messages in a row. Ask something in between, or put texts together with |.
field-bot-not-published = Publish a menu first.
field-bot-url = It is no address that can be called. It begins with https://.
field-bot-url-private = It leads into a network that is not public. Allow that network with --call-network, or use a public address with https://.
field-variable-line = Line { $line }, “{ $name }”: a name of letters, digits and _, then text or number.
field-variable-twice = { $name } stands here twice.
field-variable-number = { $name } holds a number in this workstream.

# Where agents see it
message-bot = Bot
thread-with-bot = With the bot
side-bot = Bot
side-bot-now = The bot is talking. Take the conversation to answer yourself.
side-bot-over = { $why }, { $when }
row-bot = With the bot
event-bot-began = The bot answers
event-bot-handed-over = The bot hands over: { $why }
event-bot-summary = The bot says, for you alone: { $summary }
event-bot-ended = The bot ended it
trace-to-bot = Goes to { $queue }: the bot chose it.
in-use-bots = { $n ->
    [one] The menu of a bot names it.
   *[other] The menus of { $n } bots name it.
}
audit-bot-changed = Bot changed
audit-bot-published = Bot published

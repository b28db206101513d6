# Notes: what colleagues say to each other in a thread.

note-title = Note to colleagues
note-short = Note
note-text = Note
note-only-us = Only colleagues see this
note-placeholder = For colleagues: what they should know
note-hint = @ mentions a colleague · Ctrl Enter saves
note-save = Save note
note-who = Note · { $name }, only for us
note-you = you
note-edit = Edit
note-remove = Remove
note-removed = This note was removed.
note-changed = edited
note-mentioned = A note mentions you
note-look = Look at it
keys-note = Note to colleagues
field-note-like-an-answer = This reads like an answer, and the contact will not see it. Save it once more to keep it as a note.
field-text-like-a-note = This reads like a note to colleagues, and the contact would see it. Send it once more if that is what you want.
audit-note-removed = Note removed

# Transfer: to a colleague or to a queue.

thread-transfer = Transfer
thread-transfer-hint = To a colleague or another queue
transfer-title = Transfer { $name }
transfer-people = To a colleague
transfer-queues = To a queue
transfer-nobody = Nobody else works here.
transfer-waiting = { $n ->
    [0] nobody waits
    [one] { $n } waits
   *[other] { $n } wait
}
transfer-there = { $n ->
    [0] nobody is there
    [one] { $n } is there
   *[other] { $n } are there
}
transfer-note = A word for whoever gets it
transfer-note-hint = It stands in the thread as a note, for colleagues only.
transfer-do = Transfer
flash-transferred = Transferred.
given-told = A conversation was given to you
event-sent-to-queue = { $name } sent the conversation to “{ $queue }”
event-sent-to-queue-you = You sent the conversation to “{ $queue }”
field-has-it-already = This colleague has it already.
field-queue-closed = This queue is closed now.
field-waits-there-already = It waits in this queue already.
admin-field-to = Where to
field-one-of-two = Give one of the two, not both.
transfer-lacks = lacks { $skills }

# Consult: asking a colleague beside a conversation.

consult-do = Ask only
consult-hint = “Ask only” keeps the conversation with you: it begins a talk that nobody but the two of you reads. A queue can be asked, too: who joins first has the question.
consult-with = Talk with { $name }
consult-from = { $name } asks you
consult-private = Only the two of you read this. The contact does not.
consult-joined = { $name } answers the contact, too.
consult-joined-you = You answer the contact, too.
consult-say = Say something to each other
consult-say-do = Say
consult-bring-in = Bring in
consult-bring-in-hint = Then your colleague can answer the contact, too.
consult-end = End the talk
consult-leave = Leave
consult-told = A colleague asks you about a conversation
flash-asked = Asked. The talk stands beside the conversation.
event-brought-in = { $name } brought { $guest } in to answer, too
event-brought-in-you = You brought { $guest } in to answer, too
event-guest-left-you = You no longer answer here
event-guest-left = { $guest } no longer answers here
field-consult-oneself = Choose a colleague, not yourself.
field-consult-asked-already = Somebody else is asking this colleague about it already.

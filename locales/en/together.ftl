# Working together: who is here, asking before sending over each other, giving work away.

looking-title = Also here
looking-looks = { $name } is looking
looking-watches = { $name } is watching, as a supervisor
looking-notes = { $name } writes a note
looking-writes = { $name } is writing
looking-ask = { $name } is writing here right now. Send it once more to send it anyway.
looking-row = A colleague is looking
field-colleague-answered = A colleague has answered meanwhile, as the thread shows. Send it once more if it is still to go.
composer-take-word = A note for { $name }, if you like
thread-give-back = Give back to { $name }
thread-give-back-hint = Who had it before you

## All of somebody's work
reassign-title = Give away all open work of { $name }
reassign-link = Give away all of it…
reassign-block = Open work
reassign-block-hint = { $n ->
    [one] 1 conversation. Give it to a colleague, or back to its queue, when somebody went home.
   *[other] { $n } conversations. Give them to a colleague, or back to their queues, when somebody went home.
  }
reassign-none = { $name } has nothing open.
reassign-active = In conversation
reassign-waiting = Waiting on the contact
reassign-snoozed = Snoozed
reassign-offered = Offered
reassign-wrap-up = Wrap-up
reassign-wrap-up-closes = closed now, which nobody takes back
reassign-to = Where to
reassign-queues = To the queue that each came from
reassign-queues-hint = Whoever is free there gets it
reassign-note = Note with each of them
reassign-note-hint = For colleagues only, not sent. Empty: none.
reassign-offline = { $name } is offline from now on
reassign-do = { $n ->
    [one] Give away 1 conversation
   *[other] Give away { $n } conversations
  }
bulk-done-reassign = { $n ->
    [one] 1 conversation was given away.
   *[other] { $n } conversations were given away.
  }
field-reassign-oneself = Nobody can be given their own work.
field-reassign-nothing = There is nothing to give away.
audit-user-reassign = Gave away all open work
audit-bulk-reassign = Gave away all of somebody's work
audit-bulk-assign = Assigned several conversations
audit-bulk-tag = Tagged several conversations
audit-bulk-snooze = Snoozed several conversations
audit-bulk-close = Closed several conversations
audit-detail-done = done: { $value }
audit-detail-refused = left alone: { $value }

## A question to a queue
call-to = You ask { $queue }
call-from = { $name } asks { $queue }:
call-hint = Nobody has joined yet. Who joins first talks with you here.
call-withdraw = Take it back
call-join = Join
call-pass = Not for me
call-pass-hint = You see the question no more; the others of the queue do.
call-passed = Not for: { $names }.
flash-call-over = Somebody else has joined, or the question was taken back.
field-consult-called-already = A queue is asked about this already. Take that back first.
field-consult-neither = Choose one of the two who talk.
field-user-or-queue = Give a user or a queue, and not both.

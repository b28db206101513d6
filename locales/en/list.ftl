# The list: views, snoozing, acts on many.

inbox-view-queues = My queues
inbox-view-mentions = Mentions
inbox-view-customer = Waiting on the contact
inbox-view-closing = Window ends soon
inbox-view-snoozed = Snoozed
inbox-views = Views
inbox-views-saved = Saved views
inbox-views-edit = Arrange saved views
inbox-sort = Order
inbox-sort-waiting = Longest waiting
inbox-sort-window = Window ends first
inbox-sort-newest = Newest first
inbox-closing = Window ends within 4 hours
inbox-snoozed = Snoozed
inbox-none-queues = Nothing is going on in your queues
inbox-none-queues-text = What comes into a queue that you work for stands here, whoever has it.
inbox-none-customer = No contact has to answer
inbox-none-customer-text = What you have answered stands here until the contact writes.
inbox-none-closing = No window ends within 4 hours
inbox-none-closing-text = A conversation stands here while its last 4 hours of free text run.
inbox-none-snoozed = Nothing is snoozed
inbox-none-snoozed-text = What you set aside stands here until its time, or until the contact writes.
inbox-none-saved = Nothing fits this view now
inbox-none-saved-text = New conversations that fit appear by themselves.
inbox-none-gone = This view is no more
inbox-none-gone-text = Whoever made it has removed it. The conversations are where they were.

row-snoozed-until = Until { $when }:
row-snoozed-answer = Until an answer:
row-closes = Closes { $when }:
row-back = Back:

snooze-title = Snooze { $name }
snooze-until = Until when?
snooze-hour = In 1 hour
snooze-evening = This evening
snooze-tomorrow = Tomorrow morning
snooze-monday = Next Monday
snooze-answer = Until the contact writes
snooze-time = Another time
snooze-hint = If the contact writes before, it comes back at once.
snooze-window-ends = free text ends before, { $when }
snooze-window-until = Free text may be sent until { $when }; after that only a template.
snooze-do = Snooze
snooze-told = A conversation that you snoozed is back.
thread-snooze = Snooze…
thread-snooze-hint = Out of the list until a time or an answer
thread-unsnooze = End snooze
thread-unsnooze-hint = Back in the list at once
thread-keep-open = Keep open
thread-snoozed-until = Snoozed until { $when }
thread-snoozed-answer = Snoozed until the contact writes
thread-closes = Closes at { $when }
flash-snoozed = Snoozed. It comes back by itself.
field-snooze-far = At most { $limit } days from now.

event-snoozed = { $name } snoozed this until { $when }
event-snoozed-you = You snoozed this until { $when }
event-snoozed-answer = { $name } snoozed this until the contact writes
event-snoozed-answer-you = You snoozed this until the contact writes
event-snooze-ended = { $name } ended the snooze
event-snooze-ended-you = You ended the snooze
event-came-back-time = Back from the snooze: its time has come
event-came-back-answer = Back from the snooze: the contact wrote

views-title = Saved views
views-lede = Everything that goes on, seen from several sides. Numbers count up to 999.
views-always = Always here
views-add = New view
views-change = Change
views-name = Name
views-holds = What it holds
views-count = Now
views-own = Only for me
views-shared = For everybody
views-none = No saved views yet
views-none-text = Give a choice of number, queue, agent or tag a name, and it stands in the menu of the list.
views-form-lede = What goes on and fits all of this. Closed conversations are found by search.
views-number = Number
views-queue = Queue
views-agent = Who has it
views-any = Any
views-any-agent = Anybody or nobody
views-agent-me = Whoever looks at it
views-agent-nobody = Nobody
views-tag = Tag
views-tag-hint = Of the conversation or of its contact, written as it is there.
views-tag-is = tag “{ $tag }”
views-waits = Whose turn it is
views-waits-yes = The contact waits
views-waits-no = We wait for the contact
views-unread = Only with something unread
views-all = Everything that goes on
views-up = Move up: { $name }
views-down = Move down: { $name }
views-remove = Remove view
views-remove-hint = The conversations in it stay where they are.
flash-view-saved = Saved.
flash-view-removed = Removed.
field-views-full = At most { $limit } views. Remove one that nobody uses.

bulk-choose = Choose rows
bulk-choose-one = Choose { $name }
bulk-several = Choose several
bulk-chosen = { $n ->
    [one] # chosen
   *[other] # chosen
  }
bulk-too-many = At most { $n } at once
bulk-all = All of this view, at most { $n }
bulk-leave = Leave choosing
bulk-assign = Assign
bulk-to = To whom?
bulk-me = Me
bulk-tag = Tag
bulk-tags = Tags, with commas between
bulk-close-hint = Closed after 30 seconds; until then it can be undone
bulk-undo = Undo
bulk-undo-until = possible until { $when }
bulk-done-assign = { $n ->
    [one] 1 conversation assigned.
   *[other] { $n } conversations assigned.
  }
bulk-done-tag = { $n ->
    [one] 1 conversation tagged.
   *[other] { $n } conversations tagged.
  }
bulk-done-snooze = { $n ->
    [one] 1 conversation snoozed.
   *[other] { $n } conversations snoozed.
  }
bulk-done-close = { $n ->
    [one] 1 conversation closes at { $when }. Until then nobody is told.
   *[other] { $n } conversations close at { $when }. Until then nobody is told.
  }
bulk-closed = { $n ->
    [one] 1 conversation was closed.
   *[other] { $n } conversations were closed.
  }
bulk-undone = { $n ->
    [one] 1 conversation is as it was.
   *[other] { $n } conversations are as they were.
  }
bulk-left-alone = { $n ->
    [one] 1 was left alone
   *[other] { $n } were left alone
  }
bulk-left-as-is = { $n ->
    [one] 1 stays as it is
   *[other] { $n } stay as they are
  }
bulk-kept = something else happened to it since
bulk-told = { $n ->
    [one] 1 contact was told; that cannot be taken back.
   *[other] { $n } contacts were told; that cannot be taken back.
  }
refusal-none-chosen = Nothing was done: choose between 1 and 200 conversations.
refusal-act-incomplete = Nothing was done: say to whom, with which tags, or until when.
refusal-undo-late = The time to undo is over.
field-none-chosen = Choose conversations first.
field-chosen-many = At most { $limit } conversations at once.
keys-choose = Choose, or not
keys-undo = Undo the last act on many
field-view-or-filter = A view is taken whole: leave the view or the other filters out.

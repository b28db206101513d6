# The board of supervisors.
board-title = Board
board-waiting = { $n ->
    [one] One conversation waits
   *[other] { $n } conversations wait
}, the oldest for { $oldest }
board-nobody-waits = Nobody waits for an answer
board-here = { $here } of { $all } here, { $free ->
    [one] one place free
   *[other] { $free } places free
}
board-queues = Queues
board-empty = Nobody works for the queue “{ $queue }”.
board-empty-hint = What rules send there goes to the fallback queue until it has somebody.
board-add = Add somebody
board-waits = waits
board-full = full
board-nobody-here = nobody here
board-room = has room
board-closed = closed
board-places = { $used } of { $places } places taken
board-goal = Goal { $span }
board-none = Nobody waits here.
board-more = { $n } more in the inbox
board-offered = Offered to { $name } until { $until }
board-waits-pick = Waits until somebody takes it
board-waits-now = Is given out now
board-waits-no-members = Nobody works for this queue
board-waits-kept = Is kept for who had it
board-waits-kept-for = Is kept for { $name }
board-waits-refused = Declined or missed by everybody who could take it
board-waits-skills = Nobody has the skills
board-waits-presence = Nobody who could take it is here
board-waits-room = Nobody who is here has room
board-state-active = In conversation
board-state-waiting = Waits for the contact
board-state-wrap-up = In wrap-up
board-state-open = Waits
board-assign = Assign
board-move = Move
board-back = Back to its queue
board-close = Close it…
board-close-now = Close it now
board-close-hint = The contact is not told. A new message begins a new conversation.
board-free = { $n ->
    [one] one place free
   *[other] { $n } places free
}
board-above = no place free: will have { $used } of { $places }
board-agents = Agents
board-holds-none = Has nothing at hand.
flash-board-given = Given.
flash-board-back = It waits in its queue again.
flash-board-closed = Closed.

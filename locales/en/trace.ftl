# Why a conversation is where it is: one sentence for each step, and beside it who or what was looked at.

trace-step-classified = { $n ->
    [one] One rule was read that says what it is. { $set }
   *[other] { $n } rules were read that say what it is. { $set }
}
trace-set-nothing = None of them matched.
trace-set = Set: { $what }.
trace-set-skill = { $skill } from level { $level }
trace-set-priority = priority { $priority }
trace-set-tag = tag “{ $tag }”
trace-rule-matched = “{ $rule }” matches.
trace-rule-not-matched = “{ $rule }” does not match: condition { $at } does not hold.
trace-rule-none = “{ $rule }” does not match: none of its conditions holds.
trace-rule-not-read = “{ $rule }” was not read: one before it had matched.
trace-rule-off = “{ $rule }” is switched off.
trace-to-rule = The rule “{ $rule }” put it into the queue { $queue }.
trace-to-no-rule = No rule chose a queue, so it went to { $queue }, the fallback queue.
trace-to-none-left = No queue that was chosen could take it, so it went to { $queue }, the fallback queue.
trace-to-overflow = The overflow of another queue leads to { $queue }, so it went there.
trace-to-anyway = The queue { $queue } overflows, and takes it all the same.
trace-to-person = { $actor } put it into the queue { $queue }.
trace-end = It ended, and the contact was told why: { $cause }.
trace-cause-out-of-hours = { $queue } is closed
trace-cause-too-many = too many wait in { $queue }
trace-cause-too-long = it waited too long in { $queue }
trace-cause-no-members = nobody works for { $queue }
trace-cause-gone = { $queue } does not exist any more
trace-passed = Passed by: { $cause }.
trace-got-method = Chosen: { $name }, whose turn it is in { $queue } among those who fit.
trace-got-kept = Chosen: { $name }, who had the conversation with this contact before.
trace-got-picked = { $name } took it.
trace-got-given = { $actor } gave it to { $name }.
trace-above = That is { $units ->
    [one] one unit
   *[other] { $units } units
} above the capacity of { $name }.
trace-nobody-no-members = It waits in { $queue }: nobody works for that queue.
trace-nobody-kept = It waits in { $queue }: it is kept for who had it.
trace-nobody-refused = It waits in { $queue }: everybody who could take it declined or missed it too often.
trace-nobody-skills = It waits in { $queue }: nobody has the skills that it needs.
trace-nobody-presence = It waits in { $queue }: nobody who could take it is there.
trace-nobody-room = It waits in { $queue }: nobody who is there has room.
trace-fits = { $name } fits.
trace-not-kept = { $name }: it is kept for { $other }.
trace-not-refused = { $name } declined or missed it { $n ->
    [one] once
   *[other] { $n } times
}.
trace-not-skills = { $name } lacks { $skills }.
trace-lack = { $skill } (level { $needed } is needed)
trace-lack-has = { $skill } (level { $needed } is needed, { $has } is there)
trace-not-presence = { $name } is not there: { $presence }.
trace-not-room = { $name } has no room: { $free } free, { $needed } needed.
trace-offered = Offered to { $name } until { $until }.
trace-answer-accepted = { $name } accepted it.
trace-answer-declined = { $name } declined it, for the { $n ->
    [1] first
    [2] second
   *[other] third
} time.
trace-answer-timed-out = { $name } did not answer in time, for the { $n ->
    [1] first
    [2] second
   *[other] third
} time.
trace-answer-withdrawn = The offer to { $name } was taken back.
trace-kept = Kept for { $name } until { $until }, then it goes to anybody who fits.
trace-step-released = { $name } gave it back.
trace-step-closed = Closed: { $reason }.
trace-reason-person = somebody closed it
trace-reason-inactivity = nothing was said for too long
trace-reason-forced = a supervisor ended it
trace-reason-merged = two contacts were found to be one
trace-reason-overflow = its queue could not take it
trace-reason-wrap-up = the time for its wrap-up was over
trace-left-waiting = { $actor } waits for the contact.

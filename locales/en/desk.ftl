# The agent's desk: what is offered, where one stands, why a conversation is here.

offer-title = { $name }, for you
offer-waits = waits { $span }
offer-decide = Decide within
offer-accept = Accept
offer-decline = Decline
offer-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
offer-why-kept = You had { $name } last time.
offer-why-method = It is your turn in { $queue }.
offer-say = Offered to you: { $name }, { $queue }. The key y accepts.
offer-missed-taken = Offer missed. { $name } went to { $holder }.
offer-missed-offered = Offer missed. { $name } is offered to { $holder } now.
offer-missed-waits = Offer missed. { $name } waits in { $queue }.
offer-missed-away = You are set to Away until you choose again.
refusal-offer-over = That offer is over. Somebody else is asked now, or has it already.

presence-yours = your presence, open to change
presence-why = { $presence }, { $why }
presence-by-missed = since an offer was missed
presence-by-declined = since an offer was declined
presence-by-connection = since no page was open
presence-load-zero = without places of your own
presence-load-none = none of { $total } places taken
presence-load-some = { $used } of { $total } places taken
presence-load-all = all { $total } places taken
presence-load-above = { $used } of { $total } places taken, more than there are
presence-automatic = Automatic
presence-means-automatic = Follows your places: Available, Busy, Do not disturb
presence-means-new = New conversations come to you
presence-means-some = New ones come from some workstreams only
presence-means-nothing = Nothing new comes to you
presence-means-seen = Colleagues see it; you take conversations yourself
presence-means-as = As { $presence }: { $means }

composer-offered = { $name } is offered to you.
composer-offered-text = Accept by { $until }, and it is yours.
composer-offered-other = { $name } is offered to { $holder }.
composer-offered-other-text = Until { $until } it waits for an answer of { $holder }. Take over, and it is yours.
inbox-offered-you = Offered to you:
inbox-offered = Being offered:
thread-offered-you = Offered to you
thread-offered = Offered to { $name }
thread-waits = You wait for the contact
thread-end-hint = Then it is wrapped up, and closed when you say so
thread-wait = Leave as waiting
thread-wait-hint = Takes no place; comes back when the contact writes
thread-close = Close at once
thread-close-hint = Without wrapping up; the next message begins a new one

why-here = Why here?
why-queue = Queue
why-hours = Opening hours
why-priority = Priority
why-needs = Needs
why-steps = { $n ->
    [one] The one step
   *[other] All { $n } steps
}
why-looked-at = { $n } looked at

keys-accept = Accept what is offered
keys-accept-typing = The same while typing
keys-decline = Decline it
keys-wait = Leave as waiting

alerts-title = Sounds and notifications
alerts-hint = Kept in this browser alone: a shared computer may stay silent.
alerts-sound = Play sounds here
alerts-sound-hint = Two short notes, once for each thing.
alerts-try = Try the sound
alerts-ask = Allow notifications
alerts-on = Notifications appear here while no page of Angelia is in sight.
alerts-off = The browser shows no notifications from here. Its settings for this page can change that.
offers-label = What is offered to you

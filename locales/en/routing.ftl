# What is wrong with the settings of routing, said beside the field.
field-hours-end-before-begin = { $from }–{ $to } ends before it begins. Past midnight takes two spans: one until 24:00, one from 00:00.
field-hours-overlap = { $from }–{ $to } overlaps with another span of the same day. Join the two, or move one.
field-holiday-end-before-begin = “{ $name }” ends before it begins. Change one of its dates.
field-holiday-too-long = “{ $name }” is longer than { $limit } days. Is a date wrong?
field-ics-too-large = The calendar is larger than { $limit } KiB. Bring a file with the holidays alone.
field-ics-encoding = The calendar is not written in UTF-8. Export it again as .ics.
field-ics-no-calendar = This is no calendar file. Export the holidays as .ics and bring that.
field-ics-too-many = The calendar has more than { $limit } events. Bring a file with the holidays alone.
field-overflow-without-hours = This queue is always open. Give it opening hours first.
field-overflow-wait = From 1 minute to 2 days.
field-overflow-circle = The overflow would lead in a circle: { $way }. Choose another queue for one of them.
field-queue-empty = Nobody works for this queue. Give it members, or choose another.
field-offer-seconds = From 30 to { $limit } seconds.
field-phone-prefix = “{ $value }” is no beginning of a number. Write + and digits, such as +30.
field-pattern-broken = The pattern cannot be read: { $reason }
field-pattern-heavy = The pattern would take too much memory. Repeat less in it.
field-rule-sets-nothing = The rule sets nothing. Choose at least one thing that it sets.
field-name-taken = There is one with this name already. Choose another.

# Why something cannot be deleted: all of it at once.
refusal-in-use = It is still in use and stays. { $reasons }
in-use-installation = It belongs to every installation.
in-use-numbers = { $n ->
    [one] One number leads here.
   *[other] { $n } numbers lead here.
}
in-use-fallbacks = { $n ->
    [one] It is the fallback queue of one workstream.
   *[other] It is the fallback queue of { $n } workstreams.
}
in-use-routes = { $n ->
    [one] One rule sends conversations here.
   *[other] { $n } rules send conversations here.
}
in-use-rules = { $n ->
    [one] One rule sets it.
   *[other] { $n } rules set it.
}
in-use-overflows = { $n ->
    [one] The overflow of one queue leads here.
   *[other] The overflows of { $n } queues lead here.
}
in-use-queues = { $n ->
    [one] One queue opens by these hours.
   *[other] { $n } queues open by these hours.
}
in-use-conditions = { $n ->
    [one] One rule asks for it.
   *[other] { $n } rules ask for it.
}
in-use-conversations = { $n ->
    [one] One conversation that is not closed needs it.
   *[other] { $n } conversations that are not closed need it.
}

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

# Queues, opening hours, skills, presences, and what routing takes from a user.
field-queue-everyone = Everybody works for this queue by rule. Leave it as it is.

ics-why-repeats = It repeats otherwise than once a year.
ics-why-part-of-day = It covers a part of a day.
ics-why-no-date = It has no date that we can read.
ics-why-end-before-begin = It ends before it begins.
ics-why-too-long = It is longer than a year.
ics-why-no-name = It has no name.
ics-why-cancelled = It is called off.

audit-queue-created = Queue made
audit-queue-changed = Queue changed
audit-queue-deleted = Queue deleted
audit-hours-created = Opening hours made
audit-hours-changed = Opening hours changed
audit-hours-deleted = Opening hours deleted
audit-hours-imported = Holidays taken in from a calendar
audit-skill-created = Skill made
audit-skill-changed = Skill renamed
audit-skill-deleted = Skill deleted
audit-presence-created = Presence made
audit-presence-changed = Presence changed
audit-presence-deleted = Presence deleted
audit-presence-automatic = Automatic presences changed
audit-detail-members = members: { $value }
audit-detail-spans = spans: { $value }
audit-detail-holidays = holidays: { $value }
audit-detail-agents = agents who had it: { $value }
audit-detail-method = method { $value }
audit-detail-base = counts as { $value }
audit-detail-priority = priority { $value }
audit-detail-hours = opening hours { $value }
audit-detail-overflow = overflow { $value }
audit-detail-goal-seconds = goal in seconds { $value }
audit-detail-missed = Away after a missed offer: { $value }
audit-detail-declined = Do not disturb after a declined offer: { $value }
audit-detail-capacity-changes-presence = with the capacity: { $value }

# -- what is common --
settings-queues = Queues
settings-hours = Opening hours
settings-skills = Skills
settings-presences = Presences
admin-field-members = Members
admin-field-method = Who gets a conversation
admin-field-priority = Priority
admin-field-hours-id = Opening hours
admin-field-goal-seconds = Service goal in seconds
admin-field-overflow = Overflow
admin-field-out-of-hours = Outside the opening hours
admin-field-too-many = When too many wait
admin-field-too-long = When one waits too long
admin-field-spans = The week
admin-field-holidays = Holidays
admin-field-base = Counts as
admin-field-capacity = Capacity
admin-field-skills = Skills
admin-field-queues = Queues
admin-field-languages = Languages
admin-field-default-presence = The day begins as
field-number-whole = Write a whole number.
field-hours-span = “{ $value }” is no span. Write 9:00–14:00, and commas between several.
field-holiday-date = Give the first day, as year, month and day.

standing-always = Always open
standing-open-until = Open until { $when }
standing-closed = Closed
standing-closed-until = Closed now until { $when }
standing-holiday-until = { $name }: closed until { $when }

delete-ask = Delete
delete-keeps-history = Old conversations keep its name.
delete-now = Delete it
delete-in-use = It is in use and stays. Change this first:

nowhere-title = Nobody works for a queue that conversations are sent to.
nowhere-text = They go to the fallback queue instead. Give these queues members:

day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday

# -- queues --
queues-lede = Who answers what, when, and what happens when nobody can.
queues-add = New queue
queues-add-lede = A group of people in front of which conversations wait.
queues-state = Now
queues-waiting = Waiting
queues-waiting-or-offered = What waits or is offered now
queues-to-board = Assign on the board
queues-waiting-now = { $n ->
    [0] Nothing waits here now.
    [one] One conversation waits here now.
   *[other] { $n } conversations wait here now.
  }
queues-waiting-more = { $n } or more
queues-priority-is = priority { $n }
queues-everybody = Everybody ({ $n })
queues-everyone-name = Everyone
queues-everyone-hint = Everybody who is active works for this queue, by rule.
queues-people = { $n ->
    [one] One person
   *[other] { $n } people
  }
queues-nobody = Nobody
queues-members-hint = A new member stands behind those who are there.
queues-method-highest-capacity = Who has most room
queues-method-highest-capacity-hint = The most capacity free; of equals, whose turn it is.
queues-method-round-robin = In turn
queues-method-round-robin-hint = Whose last conversation in this queue is longest ago.
queues-method-least-active = Who has been free longest
queues-method-least-active-hint = Whose capacity was freed longest ago; who had nothing yet comes first.
queues-priority-hint = 1 to 1,000. Who works for several queues serves the smaller number first.
queues-goal-hint = Empty: no goal. The board shows who waits longer.
queues-delete = Delete this queue
overflow-hint = What happens to a conversation that this queue cannot take, or not soon.
overflow-anyway = It waits here all the same
overflow-end = It ends, and the contact is told why
overflow-other = It goes to another queue
overflow-then = Then
overflow-waiting-max = So many may wait
overflow-wait-minutes = Minutes (1 to 2,880)
flash-queue-created = The queue is there. In force now.
flash-queue-deleted = Deleted. Old conversations keep its name.

# -- opening hours --
hours-lede = When a queue is open. A queue without hours is always open.
hours-add = New opening hours
hours-none-title = No opening hours yet
hours-none = Everything is always open. Make hours, then choose them at a queue.
hours-edit-lede = Several spans a day are possible. A day without any is closed.
hours-zone-hint = The clock of this place counts, summer time included.
hours-spans-hint = Such as 9:00–14:00, 17:00–21:00. Past midnight takes two days: until 24:00, and from 00:00.
hours-closed-day = Closed
hours-holidays-hint = Closed all day, whatever the week says.
hours-holiday-name = Holiday
hours-holiday-days = Days
hours-holiday-yearly = Every year
hours-holiday-every-year = Comes every year on the same days
hours-holiday-first = First day
hours-holiday-last = Last day, if there are several
hours-holiday-add = Add the holiday
hours-holiday-remove = Remove
hours-remove-ticked = Remove what is ticked
hours-file = Calendar file (.ics)
hours-file-hint = Whole days and yearly ones are taken in. What is there already stays.
hours-file-take = Take the holidays in
hours-imported = New: { $added }. There already: { $same }.
hours-left-out = { $n ->
    [one] One event was left out:
   *[other] { $n } events were left out:
  }
hours-line = Line { $n }:
hours-delete = Delete these opening hours
flash-hours-created = The hours are there. Choose them at a queue.
flash-hours-deleted = Opening hours deleted.
flash-holiday-added = The holiday is added.

# -- skills --
skills-lede = What people know. Rules say what a conversation needs.
skills-none-title = No skills yet
skills-none = Add one such as German or Warranty, then give it to people with a level.
skills-who = { $n ->
    [0] nobody has it
    [one] one person has it
   *[other] { $n } people have it
  }
skills-add = New skill
skills-add-do = Add the skill
skills-name-hint = A language, a product, a task.
skills-rename = Rename
skills-delete = Delete the skill
skills-delete-hint = { $n ->
    [0] Nobody has it.
    [one] One person loses it.
   *[other] { $n } people lose it.
  }
flash-skill-created = The skill is there. Give it to people on their pages.
flash-skill-deleted = Skill deleted.

# -- presences --
presences-lede = Whether somebody is there, and what changes it.
presences-automatic = What changes by itself
presences-automatic-hint = With all of them off, only people change it.
presences-by-capacity = It follows the capacity
presences-by-capacity-hint = Nothing taken: Available. Something: Busy. Everything: Do not disturb.
presences-missed = Away, after an offer that was not answered in time
presences-declined = Do not disturb, after an offer that was declined
presences-named = With names of your own
presences-named-hint = Such as Lunch or Training. Each counts as one of the five.
presences-counts-as = counts as { $presence }
presences-add = Add a presence
presences-delete = Delete the presence
presences-delete-hint = Whoever has chosen it keeps what it counts as.
flash-presence-created = The presence is there. Everybody can choose it.
flash-presence-deleted = Presence deleted.

# -- a user at work --
users-work = At work
users-capacity-hint = 1 to 1,000 units. What a conversation takes of them is set at its workstream.
users-queues-hint = Everybody works for the queue of everybody as well.
users-skills-hint = 1 is a little, 10 is best. – is not at all.
users-languages-hint = The best first, with commas: el, en, de.

# -- first steps --
first-steps-hours-done = { $n ->
    [one] One queue opens by its hours.
   *[other] { $n } queues open by their hours.
  }
first-steps-hours-unused = There are opening hours, but no queue opens by them yet. Choose them at a queue.

# What is around every page, times, and sentences that more than one page shows.

shell-skip = Skip to the content
shell-main = Main
shell-settings = Settings
shell-inbox = Inbox
shell-home = Angelia, inbox
shell-waiting = { $n ->
    [one] one waits for you
   *[other] { $n } wait for you
  }
shell-steps-left = { $n ->
    [one] one first step is left
   *[other] { $n } first steps are left
  }
shell-keys = Keys
shell-you = your profile, keys and signing out
shell-you-menu = You
shell-profile = Your profile and keys
shell-sign-out = Sign out
shell-close = Close
shell-back-to-settings = Settings
shell-copy = Copy
shell-copied = Copied
shell-show = Show
shell-cancel = Cancel
shell-save = Save

demo-title = Demo
demo-clock = The clock says
demo-hour = +1 hour
demo-almost-day = +23 h 55 min
demo-day = +1 day
demo-phone = Open the customer’s phone
demo-shifted = The clock of this program is shifted.

settings-start = Start
settings-first-steps = First steps
settings-overview = Overview
settings-accounts = Accounts and numbers
settings-messages = Messages
settings-templates = Templates
settings-people = People
settings-users = Users
settings-system = System
settings-tokens = API tokens
settings-audit = Audit log

keys-title = Keys
keys-hint = Single keys work when you are not typing. They can be switched off in your profile.
keys-off = Single keys are switched off in your profile.
keys-everywhere = Everywhere
keys-this-list = This list
keys-search = Search
keys-go-inbox = Go to the inbox
keys-leave = Close, or leave the field
keys-list = In the list
keys-next = Next conversation
keys-previous = Previous conversation
keys-open = Open it
keys-thread = In a conversation
keys-reply = Reply
keys-template = Template
keys-writing = While writing
keys-send = Send
keys-new-line = New line

form-problems = { $n ->
    [one] One field needs correction. Nothing was saved.
   *[other] { $n } fields need correction. Nothing was saved.
  }

error-not-found-title = Not here
error-not-found = There is nothing at this address, or it is not for you to see.
error-not-allowed-title = Not for your role
error-not-allowed = Your role does not allow this. An admin can do it, or change your role.
error-refused-title = Not done
error-unavailable-title = Not at the moment
error-unavailable = The data cannot be read or written right now. Nothing was changed. Try again in a few seconds.
error-broken-title = Our fault
error-broken = Something went wrong inside the program. Nothing was changed.
error-key = A stored secret cannot be read: the key file is not the one it was kept with. An admin can put the right key file back.
error-number = Tell an admin this number, it stands in the log: { $number }
error-stale-title = This page is too old
error-stale = Your sign-in changed since this page was opened. Nothing was saved. Go back, load the page again, and repeat it.
error-unreadable-title = Not understood
error-unreadable = What was sent is not what this address takes. Nothing was saved.
error-too-large = What was sent is larger than 64 kB. Nothing was saved.
error-token = No valid API token came with the request.
error-back = Back to the inbox

flash-saved = Saved. In force now.

time-today = Today
time-yesterday = Yesterday
time-yesterday-at = yesterday { $clock }
time-tomorrow-at = tomorrow { $clock }
time-date = { $day } { $month }
time-weekday-date = { $weekday } { $date }
time-just-now = just now
time-minutes-ago = { $n } min ago
time-hours-ago = { $n } h ago
time-days-ago = { $n ->
    [one] one day ago
   *[other] { $n } days ago
  }
time-now = now
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } h
time-days = { $n ->
    [one] one day
   *[other] { $n } days
  }
time-left-clock = { $clock } left
time-left-minutes = { $n } min left
time-left-hours = { $n } h left
time-left-hours-minutes = { $hours } h { $minutes } min left
time-left-short-minutes = { $n } min left
time-left-short-hours = { $n } h left
time-weekday-1 = Monday
time-weekday-2 = Tuesday
time-weekday-3 = Wednesday
time-weekday-4 = Thursday
time-weekday-5 = Friday
time-weekday-6 = Saturday
time-weekday-7 = Sunday
time-weekday-short-1 = Mon
time-weekday-short-2 = Tue
time-weekday-short-3 = Wed
time-weekday-short-4 = Thu
time-weekday-short-5 = Fri
time-weekday-short-6 = Sat
time-weekday-short-7 = Sun
time-month-1 = January
time-month-2 = February
time-month-3 = March
time-month-4 = April
time-month-5 = May
time-month-6 = June
time-month-7 = July
time-month-8 = August
time-month-9 = September
time-month-10 = October
time-month-11 = November
time-month-12 = December
time-month-short-1 = Jan
time-month-short-2 = Feb
time-month-short-3 = Mar
time-month-short-4 = Apr
time-month-short-5 = May
time-month-short-6 = Jun
time-month-short-7 = Jul
time-month-short-8 = Aug
time-month-short-9 = Sep
time-month-short-10 = Oct
time-month-short-11 = Nov
time-month-short-12 = Dec

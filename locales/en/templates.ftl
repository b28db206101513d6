# Templates in the settings.

templates-lede = What may be sent when a window is closed. WhatsApp approves each one, in each language.
templates-read = Read from Twilio
templates-read-total = { $n ->
    [one] One template read.
   *[other] { $n } templates read.
  }
templates-read-counts = New: { $added }. Changed: { $changed }. Gone: { $gone }.
templates-no-account = Templates belong to a Twilio account. Connect one first.
templates-none-title = No template yet
templates-none = You need one to write first, or after 24 hours. Write it in Twilio’s console (Content Template Builder), submit it to WhatsApp, then read it here.
templates-none-approved = None of these is approved, so nobody can be written to after 24 hours. Submit one to WhatsApp in Twilio’s console; we look for the answer by ourselves.
templates-search = Search templates
templates-search-hint = Search name or text
templates-state = State
templates-every-state = Every state
templates-language = Language
templates-every-language = Every language
templates-show = Show
templates-show-all = Show all
templates-nothing-title = No template like this
templates-nothing = Take away a filter, or look for part of a word.
templates-of = Templates of { $name }
templates-synced = Read { $when }
templates-never-synced = Not read yet
templates-col-template = Template
templates-variables = Variables
templates-no-variables = none
templates-kind = Kind
templates-changed = Last change
templates-with-samples = With the sample values
templates-rejected = WhatsApp says: { $reason }
templates-rejected-help = A rejected text cannot be edited. Copy it to a new one in Twilio’s console, correct it, and submit that.
templates-state-unsubmitted = draft
templates-state-received = received
templates-state-pending = waiting
templates-state-approved = approved
templates-state-rejected = rejected
templates-state-paused = paused
templates-state-disabled = disabled
templates-state-deleted = gone from Twilio
templates-help-unsubmitted = Never submitted to WhatsApp. It can be sent only inside the 24 hours.
templates-help-received = Submitted. WhatsApp has not looked at it yet; we look again every few minutes.
templates-help-pending = WhatsApp is looking at it; we look again every few minutes.
templates-help-approved = It can be sent at any time.
templates-help-rejected = WhatsApp refused it without a reason. Write a new one.
templates-help-paused = WhatsApp stopped it for a while, after complaints. It cannot be sent until it comes back by itself.
templates-help-disabled = WhatsApp stopped it for good. Write a new one.
templates-help-deleted = It is not at Twilio any more and cannot be sent. It stays here because messages refer to it.
templates-category-utility = Utility
templates-category-marketing = Marketing
templates-category-authentication = Authentication
templates-category-other = Other

refusal-templates-refused = Twilio refuses to list the templates of this account. Nothing was changed. See whether the account or its key may use the Content API.
refusal-templates-no-answer = Twilio did not answer. The templates are as they were; try again in a minute.
refusal-templates-no-account = No account is in use, so there is nothing to read.

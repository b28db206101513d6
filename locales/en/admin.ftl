# First steps, and what the pages of the settings share.

admin-field-name = Name
admin-field-account-sid = Account SID
admin-field-auth-token = Auth Token
admin-field-auth-token-second = Second auth token
admin-field-api-key-sid = API key SID
admin-field-api-key-secret = API key secret
admin-field-address = Number
admin-field-language = Language
admin-field-colour = Colour
admin-field-region = Region
admin-field-workstream-id = Workstream
admin-field-sandbox-code = Join code

first-steps-lede = Eight steps from nothing to a team that answers. The next one is open; the rest can wait, in any order.
first-steps-progress = { $done } of { $all } steps done
first-steps-of = { $done } of { $all }
first-steps-done = Done
first-steps-open = Open
first-steps-look = Look at it
first-steps-account = Connect a Twilio account
first-steps-account-todo = You need its Account SID and Auth Token, both on the first page of Twilio’s console.
first-steps-account-done = { $name }: connected
first-steps-account-refused = { $name }: Twilio refuses our credentials. Give them again.
first-steps-number = Add a WhatsApp number
first-steps-number-todo = A WhatsApp sender of your account, or Twilio’s sandbox for a first try.
first-steps-message = Receive the first message
first-steps-message-todo = Send any WhatsApp message from your own phone to the number. This page changes by itself when it arrives.
first-steps-message-done = The last one arrived { $when }.
first-steps-addresses = Show the addresses for Twilio
first-steps-inbox = Open the inbox
first-steps-templates = Bring in templates
first-steps-templates-todo = After 24 hours only a template that WhatsApp approved reaches a contact. Read yours from Twilio.
first-steps-templates-done = { $n ->
    [one] One approved template can be sent at any time.
   *[other] { $n } approved templates can be sent at any time.
  }
first-steps-invite = Users
first-steps-left = { $n } left
first-steps-default = By default
first-steps-number-done = { $name }, { $number }
first-steps-webhook = Tell Twilio where to deliver
first-steps-webhook-todo = Our addresses have to stand at the number. One button writes them; by hand they go into Twilio’s console, and it is done when something arrives.
first-steps-webhook-done = Twilio delivers here, last { $when }.
first-steps-webhook-written = We wrote our addresses to Twilio. Nothing has come from there yet.
first-steps-workstream = Choose how work is shared out
first-steps-workstream-default = One workstream exists: everybody sees what comes in, and takes what they answer. That is fine for a start.
first-steps-agents = Invite your colleagues
first-steps-agents-todo = You are alone so far. Each person gets a link that works once.
first-steps-agents-done = { $n ->
    [one] One person can sign in.
   *[other] { $n } people can sign in.
  }
first-steps-hours = Opening hours
first-steps-hours-default = Always open: nobody is told that you are closed.
first-steps-disappears = This list disappears when the last step is done.
first-steps-hide = Hide it now

# -- overview --
overview-lede = How this installation is, at a glance.
overview-messages = Messages
overview-last-in = Last one in
overview-last-out = Last one out
overview-outbox = Waiting to be sent
overview-outbox-some = { $n ->
    [one] One, taken { $since }
   *[other] { $n }, the oldest taken { $since }
  }
overview-late = longer than usual
overview-refused = Refused within a day
overview-nothing = none
overview-machine = Machine
overview-public-url = Public URL
overview-disk = Disk
overview-disk-free = { $free } of { $total } free
overview-disk-full = make room
overview-database = Database
overview-backup = Last backup
overview-backup-old = run angelia backup
overview-version = Version
overview-version-text = Angelia { $version }, schema { $schema }
overview-unknown = unknown
overview-steps-left = { $n ->
    [one] One of the first steps is left.
   *[other] { $n } of the first steps are left.
  }
overview-steps-show = Show them

# -- the way here --
origin-differs = You use { $browser }, but the public URL is { $public }.
origin-differs-help = Twilio’s signatures are checked over the public URL, and every link that we make begins with it. If yours is right, start with --public-url { $browser }. If you typed the public URL, the proxy keeps the Host header or X-Forwarded-Proto to itself.
origin-untrusted = The proxy at { $ip } is not trusted.
origin-untrusted-help = It hands visitors on, but its word does not count: all of them are taken for one when too many sign-ins fail. If the proxy is yours, start with --trusted-proxy { $ip }.
admin-field-open = Conversations that are not closed

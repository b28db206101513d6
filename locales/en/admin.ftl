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

first-steps-lede = Seven steps from nothing to a team that answers. The next one is open; the rest can wait, in any order.
first-steps-all = All seven steps are done. What stands here can be looked at and changed at any time.
first-steps-progress = { $done } of { $all } steps done
first-steps-of = { $done } of { $all }
first-steps-done = Done
first-steps-open = Open
first-steps-look = Look at it
first-steps-admin = Make the first administrator
first-steps-account = Connect a Twilio account
first-steps-account-todo = You need its Account SID and Auth Token, both on the first page of Twilio’s console.
first-steps-account-done = { $name }: connected
first-steps-account-refused = { $name }: Twilio refuses our credentials. Give them again.
first-steps-number = Add a WhatsApp number
first-steps-number-todo = A WhatsApp sender of your account, or Twilio’s sandbox for a first try.
first-steps-message = Receive the first message
first-steps-message-todo = Enter our addresses in Twilio’s console, then send any WhatsApp message from your own phone to the number. This page changes by itself when it arrives.
first-steps-message-done = The last one arrived { $when }.
first-steps-addresses = Show the addresses for Twilio
first-steps-listening = Listening.
first-steps-nothing-yet = Nothing has arrived yet.
first-steps-open-whatsapp = Open WhatsApp
first-steps-usually = What it usually is, the likeliest first
first-steps-usually-service = The number sits in a Messaging Service, and the service’s own address wins. Enter ours there too.
first-steps-usually-reach = Twilio cannot reach this address. Open it from a phone that is not in your network; something must answer:
first-steps-usually-sandbox = Your phone has not joined the sandbox. Send the words “join …” that the console shows, then write again.
first-steps-usually-digits = The message went to another number. Compare the last digits: { $digits }
first-steps-answer = Send the first answer
first-steps-answer-todo = Open the conversation in the inbox, take it, and write.
first-steps-answer-done = The last message left { $when }.
first-steps-inbox = Open the inbox
first-steps-templates = Bring in templates
first-steps-templates-todo = After 24 hours only a template that WhatsApp approved reaches a contact. Read yours from Twilio.
first-steps-templates-done = { $n ->
    [one] One approved template can be sent at any time.
   *[other] { $n } approved templates can be sent at any time.
  }
first-steps-people = Invite your colleagues
first-steps-people-todo = You are alone so far. Each person gets a link that works once.
first-steps-people-done = { $n ->
    [one] One person can sign in.
   *[other] { $n } people can sign in.
  }
first-steps-invite = Users

# -- the way here --
origin-differs = You use { $browser }, but the public URL is { $public }.
origin-differs-help = Twilio’s signatures are checked over the public URL, and every link that we make begins with it. If yours is right, start with --public-url { $browser }. If you typed the public URL, the proxy keeps the Host header or X-Forwarded-Proto to itself.
origin-untrusted = The proxy at { $ip } is not trusted.
origin-untrusted-help = It hands visitors on, but its word does not count: all of them are taken for one when too many sign-ins fail. If the proxy is yours, start with --trusted-proxy { $ip }.
admin-field-open = Conversations that are not closed

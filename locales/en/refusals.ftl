# Why something was not done, and what is wrong with a field. Field problems of one page stand with that page.

refusal-window-closed = The 24 hours have passed. Only a template reaches this contact now. Your text is kept as a draft.
refusal-opted-out = This contact wrote STOP. Nothing can be sent until START comes.
refusal-text-too-long = { $over ->
    [one] One character too many, { $limit } fit. Send it in two parts.
   *[other] { $over } characters too many, { $limit } fit. Send it in two parts.
  }
refusal-text-empty = There is nothing to send yet. Write something first.
refusal-template-not-approved = WhatsApp has not approved this template, so it would reach nobody. Choose another.
refusal-template-not-allowed-now = A template of this kind cannot be sent now. Choose another.
refusal-template-not-in-sandbox = After the 24 hours the sandbox sends only its own three templates. Choose one of them, or use a number of your own.
refusal-template-rules = WhatsApp would refuse this template. What is wrong stands beside each field; nothing was submitted.
refusal-template-unknown = This template is not there any more, or belongs to another account. Choose another.
refusal-variable-empty = Field { $name } is empty. WhatsApp refuses templates with an empty value.
refusal-variable-too-long = The value of field { $name } is too long. Shorten it.
refusal-variable-line-break = The value of field { $name } has a line break, which WhatsApp refuses. Put it on one line.
refusal-variable-tab = The value of field { $name } has a tab, which WhatsApp refuses. Use a blank.
refusal-variable-blanks = The value of field { $name } has more than four blanks in a row, which WhatsApp refuses.
refusal-variable-not-in-template = The template has no field { $name }.
refusal-not-assigned-to-you = This conversation is not yours. Take it first.
refusal-conversation-closed = This conversation is closed. Write again to begin a new one.
refusal-not-now = Not possible in the present state. Somebody may have been faster; look at it again.
refusal-not-allowed = Your role does not allow this.
refusal-not-found = It does not exist, or it is not for you to see.
refusal-number-inactive = This number, or its account, is switched off. Nothing can be sent from it.
refusal-key-reused = This was sent already with other content. Load the page again.
refusal-field-invalid = A field needs correction. Nothing was saved.
refusal-sandbox-by-hand = Twilio lets nobody set the sandbox’s addresses from outside. Enter them in its console, under Sandbox settings.
refusal-number-not-at-twilio = This account has no such WhatsApp number at Twilio. Compare the number and the account; nothing was written.
refusal-public-url-private = Nobody outside could call our addresses, so they were not written. Start the program with the address that the world calls it by: --public-url https://…
refusal-file-empty = The file is empty.
refusal-file-type = WhatsApp does not take files of this kind. It takes pictures (JPEG, PNG), stickers (WebP), sound (OGG with Opus, MP3, AAC, AMR), videos (MP4), PDF, Word, Excel and PowerPoint files, and contacts (vCard).
refusal-file-too-large = The file is too large: at most { $limit }. Send a smaller one, or a link to it.
refusal-files-too-many = At most { $limit } files at once. Send these first.
refusal-file-unknown = A file is not there any more: it was sent already, or waited for longer than a day. Choose it again.
refusal-files-off = This number takes no files from agents. An admin can change that in its settings.
refusal-file-infected = A virus was found in the file. It was not taken. Check the computer that it comes from.
refusal-file-unscannable = The virus scanner does not take this file, so it was not taken here either: it may be too large for it. Send a smaller one, or a link to it.
refusal-scanner-away = Files cannot be taken just now, for the virus scanner is away. Try again in half a minute; if that does not help, tell an admin. Texts go out as ever.
refusal-last-admin = The last active admin stays. Make somebody else an admin first.

field-buttons-many = At most { $limit } buttons, and at least one.
field-button-long = A button has room for { $limit } letters.
field-buttons-twice = Two buttons say the same.
field-buttons-text-long = Above buttons a text has at most { $limit } letters.
field-buttons-with-files = Files carry no buttons. Send them first.
field-missing = Fill this in.
field-too-long = At most { $limit } characters.
field-too-short = At least { $limit } characters.
field-invalid = This is not a value we can take. Look at it again.
field-taken = This is in use already. Choose another.
field-unknown = There is none like this. Choose one of the list.
refusal-number-not-theirs = Twilio’s list of this account does not have this number.
field-placeholder-near = “{ $name }” is no placeholder that we know. Did you mean “{ $near }”?
field-placeholder-unknown = “{ $name }” is no placeholder that we know. Those there are stand below the text.
field-placeholder-unclosed = A placeholder begins with two braces and does not end with two. Close it, or take the braces away.
refusal-row = Row { $row }, column “{ $column }”: { $text }
refusal-rows = { $n ->
    [one] One entry of the file is wrong, and nothing was taken in. { $rows }
   *[other] { $n } entries of the file are wrong, and nothing was taken in. { $rows }
  }
field-csv-empty = There is nothing in this file. Choose another.
field-csv-no-rows = Below the names of the columns there is no row.
field-csv-rows = Entries that are wrong: { $n }. Nothing was taken in.
field-csv-encoding = Row { $row }, column “{ $column }”: a letter there is not UTF-8. Save the file as “CSV UTF-8” and bring it again.
field-csv-utf16 = The file is written in UTF-16. Save it as “CSV UTF-8” and bring it again.
field-csv-quote = In row { $row } a quotation mark opens and never closes. Close it, or double it if it belongs to the text.
field-csv-broken = Row { $row } cannot be read. Save the file again as CSV from a spreadsheet.
field-csv-cells = Row { $row } has { $cells } cells instead of { $wanted }. A text with a comma or a line break has to stand between quotation marks.
field-csv-column-missing = The column “{ $column }” is missing. The first row names the columns.
field-csv-column-unknown = There is no column “{ $column }” here. Those there are: { $known }.
field-csv-column-twice = The column “{ $column }” stands there twice.
field-csv-too-many-rows = The file has more than { $limit } rows. Bring it in parts.
field-row-twice = Row { $row } has the same title in the same language.
field-too-many = At most { $limit }.
refusal-number-busy = Messages of this number still wait to be sent. Wait until they have left, or switch the number off first.
refusal-account-has-numbers = This account still has numbers. Delete them first, then the account.
field-variable-name = “{ $name }” cannot be the name of a variable. Use Latin letters, digits and underscores, at most 32.
field-variable-long = The value of “{ $name }” is longer than { $limit } characters.
field-variables-many = One conversation has at most { $limit } variables.

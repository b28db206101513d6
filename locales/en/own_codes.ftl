# Why a message of ours never left us, and what to do now. Twilio's codes stand in codes.ftl.

code-window-closed = Not sent: the 24 hours passed while it waited to leave.
code-window-closed-remedy = Send a template instead.
code-opted-out = Not sent: the contact asked for no more messages.
code-opted-out-remedy = Nothing can be sent until the contact writes START.
code-number-inactive = Not sent: our number, or its account, was switched off.
code-number-inactive-remedy = Tell an admin, or send it again when the number is back.
code-template-unknown = Not sent: the template was gone when it was about to leave.
code-template-unknown-remedy = Choose another template.
code-template-not-approved = Not sent: the template was no longer approved when it was about to leave.
code-template-not-approved-remedy = Choose another template and tell an admin.
code-template-not-allowed-now = Not sent: after the 24 hours WhatsApp takes no template of this kind.
code-template-not-allowed-now-remedy = Choose another template.
code-variable-invalid = Not sent: the template changed, and its values no longer fit.
code-variable-invalid-remedy = Choose the template again and fill it in anew.
code-key-mismatch = Not sent: the account's token cannot be read with this key file.
code-key-mismatch-remedy = Tell an admin: the right key file has to be put back, or the token entered again.
code-gave-up = Not sent: Twilio could not be reached, although it was tried again and again.
code-gave-up-remedy = Send it again. If it fails too, tell an admin.

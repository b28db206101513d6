# What contacts are told without anybody writing it. They read it on their phone, in the language of the number.

automatic-first-contact = Thank you for writing to us. We have your message and will answer you here.
automatic-returning-contact = Good to hear from you again. We have your message and will answer you here.
automatic-no-agent = Thank you for your message. None of us is here right now. We will answer you here as soon as somebody is back.
automatic-out-of-hours = Thank you for your message. We are closed now. We open again on {"{{opens_at|another day}}"}.
automatic-holiday = Thank you for your message. We are closed for a holiday. We open again on {"{{opens_at|another day}}"}.
automatic-queued = Your place in the queue: {"{{position|not first}}"}. We will answer you here as soon as we can.
automatic-next-in-line = You are next. We will answer you here in a moment.
automatic-waiting-long = We are sorry that you have to wait. We have not forgotten you and will answer you here.
automatic-too-many = Thank you for your message. So many people are writing to us now that nobody can answer you. Write to us again later.
automatic-too-long = Thank you for waiting. Nobody could answer you in time. Write to us again later.
automatic-assigned = {"{{agent.name|One of us}}"} will answer you here.
automatic-agent-joined = {"{{agent.name|One of us}}"} is here now and is reading your messages.
automatic-transferred-to-agent = From here on {"{{agent.name|another one of us}}"} will answer you, and can read what you have written so far.
automatic-transferred-to-queue = We have passed your message on to those who can help you best. They will answer you here.
automatic-consult-joined = {"{{agent.name|A colleague}}"} has joined us to help with your question.
automatic-consult-left = Thank you for your patience. We go on with you here.
automatic-window-ending = WhatsApp lets us answer you here for only a little longer. Write us a word, and we can go on.
automatic-ended = Thank you for talking with us. If there is anything else, just write to us here.
automatic-closing-soon = Can we still help you? If we hear nothing from you, we will close this conversation soon. You can write to us again at any time.
automatic-closed-inactive = We have closed this conversation, since we have not heard from you. If you need us, just write again.
automatic-force-closed = We have closed this conversation. If you still need help, just write to us again.
automatic-unsupported = We cannot read this kind of message here. Write it as text, or send a picture or a file.
automatic-file-refused = We could not take your file. Send it in another format, or write to us.
automatic-file-too-large = Your file is too large for us. Send a smaller one, or write to us.
automatic-survey-invitation = How satisfied are you with our help? {"{{survey.link}}"}
automatic-survey-thanks = Thank you for your answer. It helps us to become better.
automatic-opted-out = You will get no more messages from us. If you want them again, write START.
automatic-opted-in = You will get messages from us again. If you want no more, write STOP.

automatic-monday = Monday
automatic-tuesday = Tuesday
automatic-wednesday = Wednesday
automatic-thursday = Thursday
automatic-friday = Friday
automatic-saturday = Saturday
automatic-sunday = Sunday

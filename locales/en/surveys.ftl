# Surveys: what contacts are asked when a conversation is over, and what they said.
settings-surveys = Surveys
audit-survey-changed = Survey changed
audit-detail-after = after { $value }
audit-detail-kind = kind { $value }
audit-detail-way = asked { $value }
audit-detail-comment = comment { $value }
audit-detail-template-variable = link in { $value }
audit-detail-same = as after people
admin-field-template-id = Template
admin-field-template-variable = Variable for the link
admin-field-score = Your answer
field-survey-score = Choose one.
field-survey-variable = The template has no such variable. Choose the one where the link belongs.

survey-settings = Survey
survey-settings-lede = What contacts are asked when a conversation is over.
survey-results = Results
survey-after-person = After conversations with people
survey-after-bot = After conversations with the bot alone
survey-same = As after conversations with people
survey-same-hint = Then what is chosen below does not count.
survey-on = Ask
survey-on-hint = Once for each conversation in which somebody answered, at most once a day for each contact.
survey-kind = What is asked
survey-kind-stars = Stars
survey-kind-stars-hint = 1 to 5: how satisfied they are.
survey-kind-nps = Recommendation
survey-kind-nps-hint = 0 to 10: whether they would recommend you. The result is the net promoter score, −100 to +100.
survey-kind-thumbs = Thumbs
survey-kind-thumbs-hint = Good or not. The result is the share of good ones.
survey-way = How, within 24 hours of the last message
survey-way-chat = In the chat
survey-way-chat-hint = They answer with a number. Only a message that is nothing but a score counts; anything else is an ordinary message.
survey-way-link = By a link
survey-way-link-hint = To a small page that works on any phone.
survey-comment-wanted = Ask for a comment too
survey-comment-hint = It is optional. In the chat, what follows the score within 30 minutes and asks nothing is the comment.
survey-template = After the 24 hours
survey-template-none = Nobody is asked
survey-template-hint = A template with the variable that becomes the link. It must be approved when it is sent.
survey-texts-hint = The words themselves are among the automated messages.

survey-ask-stars = How satisfied are you with our help?
survey-ask-nps = Would you recommend us?
survey-ask-thumbs = Was that good?
survey-worst-stars = 1: not at all
survey-best-stars = 5: very much
survey-worst-nps = 0: certainly not
survey-best-nps = 10: certainly
survey-good = Good
survey-bad = Not good
survey-comment = Comment
survey-send = Send the answer
survey-kept = Thank you. Your answer is kept.
survey-change-until = You can change it until { $when }.
survey-gone-title = This link does not work
survey-gone = It may have run out. If something is left to say, write to us in WhatsApp.

surveys-lede = What contacts said when a conversation was over.
surveys-csv = As a table (CSV)
surveys-days = Since
surveys-days-back = { $n } days
surveys-number = Number
surveys-agent = Agent
surveys-all = All
surveys-show = Show
surveys-sent = { $asked ->
    [0] Nobody was asked.
    [one] One contact was asked, { $answered } answered.
   *[other] { $asked } contacts were asked, { $answered } answered.
  }
survey-not-opted-out = Not asked since they opted out: { $n }.
survey-not-number-off = Not asked since the number is off: { $n }.
survey-not-asked-lately = Not asked again within a day: { $n }.
survey-not-window-closed = Not asked since the 24 hours were over: { $n }.
survey-not-template = Not asked since the text or template could not be sent: { $n }.
surveys-none-title = No answers yet
surveys-none = Switch the survey on at a number. Answers then stand here.
surveys-answers = { $n ->
    [one] one answer
   *[other] { $n } answers
  }
surveys-chart = Chart, scrolls sideways
surveys-as-table = The same as a table
surveys-since = From
surveys-col-result = Result
surveys-col-answers = Answers
surveys-words = In their own words
surveys-contact = Contact
surveys-when = When
survey-trend = { $all } in all, { $last } at the end.
survey-figure-stars = { $n } of 5
survey-figure-thumbs = { $n } % good
survey-score = { $score } of { $best }

side-survey = Survey
side-survey-waits = Asked, not answered yet.
side-survey-not-opted-out = Not asked: opted out.
side-survey-not-number-off = Not asked: the number is off.
side-survey-not-asked-lately = Not asked: was asked a short while ago.
side-survey-not-window-closed = Not asked: the 24 hours were over, and no template is set for that.
side-survey-not-template = Not asked: the text or template could not be sent.

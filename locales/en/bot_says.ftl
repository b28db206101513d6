# What a bot says of itself. Contacts read it on their phone.

bot-says-choice = I did not understand. Answer with one of the choices, or write { $word } for a person.
bot-says-text = I can only read text here.
bot-says-number = That is no number. Write digits, such as 12.
bot-says-email = That is no e-mail address. Write it as name@example.com.
bot-says-date = That is no date. Write it as 31/12/2026.
bot-says-code = That does not look right. Write it as it stands on your papers.
bot-says-person = I pass you on to one of our people. Everything you wrote is with them.

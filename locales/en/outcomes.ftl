# What became of a conversation.

workstreams-tab-outcomes = Outcomes
outcomes-title = Outcome
outcomes-none = Nothing said yet.
outcomes-add = Say what became of it
outcomes-change = Change
outcomes-hint = { $n ->
    [one] One at most.
   *[other] { $n } at most.
}
outcomes-hint-required = { $n ->
    [one] One is needed.
   *[other] At least one, { $n } at most.
}

end-title = End the conversation with { $name }
end-what = What became of it?

outcomes-lede = Whoever ends a conversation says what became of it: a sale, a complaint, nothing. Without a list nobody is asked.
outcomes-list = What can become of a conversation
outcomes-list-hint = In this order. Those with the same category stand together. A row without a name is removed; conversations that have it keep it.
outcomes-name = Outcome { $n }
outcomes-name-example = Sold
outcomes-category = Category of outcome { $n }
outcomes-category-example = Category, if any
outcomes-up = Move outcome { $n } up
outcomes-max-hint = How many one conversation may have: 1 to { $max }.
outcomes-required = Nobody ends a conversation without one
outcomes-required-hint = Asked of whoever has it, on End and on Close. What closes by itself, or is taken out of somebody's hands, is not asked.
admin-field-outcomes = Outcomes
admin-field-max = At most

field-outcome-twice = “{ $name }” stands here twice.
field-outcome-none = To require one, add one.
field-outcome-missing = Say what became of it: one of the list.

side-tags-own = Tags of this conversation

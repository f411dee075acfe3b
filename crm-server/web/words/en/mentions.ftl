# Mentions of services that the catalogue does not have.
mentions = Services not in the catalogue
mentions-text = What staff wrote when a contact was about a service that they did not find. Say what each one is: figures follow it, and contacts to come are counted alike.
mentions-open = Waiting
mentions-views = Mentions by decision
mentions-search = Search mentions
mentions-none = No mentions.
mentions-waiting = { $count ->
    [one] { $shown } mention
   *[other] { $shown } mentions
}
mentions-count = { $count ->
    [one] { $shown } mention
   *[other] { $shown } mentions
}
mention = Mention
mention-contacts = Contacts
mention-first = First
mention-last = Last
mention-where = Where
mention-channels = Channels
mention-decision = Decision
mention-decided-by = Decided by
mention-reason = Reason
mention-link = Link to a service
mention-link-text = It is a service that the catalogue has under another name.
mention-find = Find the service
mention-services = Services found
mention-nothing-found = No service found.
mention-propose = Propose a new service
mention-propose-text = The catalogue lacks it: a draft of its card is made, which the owning department completes.
mention-dismiss = Dismiss
mention-dismiss-text = It is no service of ours.
mention-reopen = Decide anew
mention-reopen-text = The decision is taken back: these contacts count for no service until it is decided on anew.

done-mention-settled = Decided; figures follow.
done-mention-reopened = The decision was taken back.

export-unlistedMentions = Services not in the catalogue

MentionDecision-LINKED = Linked
MentionDecision-PROPOSED = Proposed
MentionDecision-DISMISSED = Dismissed
